"""The profile of a LibreOffice user who never started it before."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

#: Written into the profile before its first start. Recalculating always is the whole
#: point; the rest keeps dialogs away.
PROFILE = {
    "/org.openoffice.Office.Calc/Formula/Load": {"OOXMLRecalcMode": "0", "ODFRecalcMode": "0"},
    "/org.openoffice.Office.Common/Misc": {"FirstRun": "false", "ShowTipOfTheDay": "false"},
    "/org.openoffice.Office.Common/Save/Document": {"WarnAlienFormat": "false"},
    "/org.openoffice.Setup/Office": {"MigrationCompleted": "true"},
}


def write_profile(profile: Path, locale: str, interface: str) -> None:
    """Write the settings of a user who never started LibreOffice before."""
    languages = {"ooSetupSystemLocale": locale, "ooLocale": interface}
    wanted = {
        **PROFILE,
        "/org.openoffice.Setup/L10N": languages,
        "/org.openoffice.Office.Linguistic/General": {"UILocale": interface},
    }
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>"
        for path, settings in wanted.items()
        for name, value in settings.items()
    )
    # an interface language without its language pack still picks the texts of extensions
    items += (
        '<item oor:path="/org.openoffice.Setup/Office/InstalledLocales">'
        f'<node oor:name="{interface}" oor:op="replace"/></item>'
    )
    folder = profile / "user"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">' + items + "</oor:items>",
        encoding="utf-8",
    )
