"""Many evaluations in one workbook: overview, ranking, heat map, shared losses, who reported."""
