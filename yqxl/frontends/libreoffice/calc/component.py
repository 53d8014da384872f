"""The services of the extension as LibreOffice's Python loader asks for them."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from yqxl.catalog import functions
from yqxl.errors import InputRefusedError, YqxlError
from yqxl.frontends.libreoffice.calc.function_names import repair_file
from yqxl.frontends.libreoffice.calc.macros import run
from yqxl.frontends.libreoffice.calc.name_repair import resolve_names
from yqxl.frontends.libreoffice.calc.values import answer
from yqxl.frontends.libreoffice.identity import ADD_IN, INTERFACE, MENU, NAME_REPAIR, method_name
from yqxl.registry import WorksheetFunction

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_SERVICE_INFO = "com.sun.star.lang.XServiceInfo"
#: com.sun.star.awt.MessageBoxButtons.BUTTONS_OK
_OK = 1
_EXCEL_SUFFIXES = (".xlsx", ".xlsm")


class Service:
    """What every service tells about itself; UNO's names and spelling."""

    services: ClassVar[tuple[str, ...]]

    def __init__(self, context: Any, *_: Any) -> None:  # noqa: ANN401 - UNO objects
        """Keep the office's context."""
        self.context = context

    def getImplementationName(self) -> str:  # noqa: N802 - UNO's name
        """Return the name under which the service is registered."""
        return self.services[0]

    def supportsService(self, name: str) -> bool:  # noqa: N802 - UNO's name
        """Return whether this is the service of that name."""
        return name in self.services

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802 - UNO's name
        """Return all names of the service."""
        return self.services


class Functions(Service):
    """The add-in: one method for each worksheet function, added by :func:`implementations`."""

    services = (ADD_IN,)

    def setLocale(self, locale: Any) -> None:  # noqa: N802, ANN401 - UNO's name and type
        """Take the locale that texts should have; they come from CalcAddIns.xcu."""
        self.locale = locale

    def getLocale(self) -> Any:  # noqa: N802, ANN401 - UNO's name and type
        """Return the locale that was set."""
        return self.locale


class NameRepair(Service):
    """The job that runs after loading and after saving."""

    services = (NAME_REPAIR, "com.sun.star.task.Job")

    def execute(self, arguments: Any) -> tuple[()]:  # noqa: ANN401 - UNO objects
        """Keep YQ_ names plain in the document that was loaded or saved."""
        environment = {
            one.Name: one.Value
            for argument in arguments
            if argument.Name == "Environment"
            for one in argument.Value
        }
        document = environment.get("Model")
        if document is None or not document.supportsService(_SPREADSHEET):
            return ()
        if environment["EventName"] == "OnLoadFinished":
            resolve_names(document)
        elif document.URL.startswith("file:") and document.URL.lower().endswith(_EXCEL_SUFFIXES):
            repair_file(Path(_uno().fileUrlToSystemPath(document.URL)))
        return ()


class Menu(Service):
    """The entries of the menu 绩效评价."""

    services = (MENU,)

    def trigger(self, command: str) -> None:
        """Run an entry over the document that the user sees, and show what came of it."""
        desktop = self._service("com.sun.star.frame.Desktop")
        document = desktop.CurrentComponent
        try:
            if document is None or not document.supportsService(_SPREADSHEET):
                raise InputRefusedError(
                    "YQ-643", "没有打开的电子表格。", remedy="请先打开绩效评价工作簿。"
                )
            run(document, command)
        except YqxlError as error:
            self._say(document, str(error))

    def _service(self, name: str) -> Any:  # noqa: ANN401 - a UNO object
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def _say(self, document: Any, text: str) -> None:  # noqa: ANN401 - a UNO object
        """Show a message over the document's window."""
        toolkit = self._service("com.sun.star.awt.Toolkit")
        window = None
        if document is not None:
            window = document.CurrentController.Frame.ContainerWindow
        kind = _uno().Enum("com.sun.star.awt.MessageBoxType", "WARNINGBOX")
        toolkit.createMessageBox(window, kind, _OK, "绩效评价", text).execute()


def implementations() -> Any:  # noqa: ANN401 - a UNO helper
    """Return the implementations of all services."""
    unohelper: Any = importlib.import_module("unohelper")
    helper = unohelper.ImplementationHelper()
    methods = {method_name(function.name): _method(function) for function in functions()}
    for service, interfaces, added in (
        (Functions, (INTERFACE, "com.sun.star.lang.XLocalizable"), methods),
        (NameRepair, ("com.sun.star.task.XJob",), {}),
        (Menu, ("com.sun.star.task.XJobExecutor",), {}),
    ):
        bases = (service, unohelper.Base, *map(_uno().getClass, interfaces))
        made = type(service.__name__, (*bases, _uno().getClass(_SERVICE_INFO)), added)
        helper.addImplementation(made, service.services[0], service.services)
    return helper


def _method(function: WorksheetFunction) -> Callable[..., Any]:
    def call(_service: Functions, *sent: Any) -> Any:  # noqa: ANN401 - UNO's any
        return answer(function, sent)

    return call


def _uno() -> Any:  # noqa: ANN401 - a module that only LibreOffice's Python has
    return importlib.import_module("uno")
