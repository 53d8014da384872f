"""New workbooks from the contract, blank or filled."""
