"""Turns .doc, .wps and .rtf into .docx with a headless LibreOffice, where one is installed.

LibreOffice is a large program that reads hostile files, so each call gets a profile folder of its own that is thrown
away, runs no macro, follows no link, reaches no network, and is stopped when it takes too long.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.model import Media, Problem, SourceFile

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120  # a report of three hundred pages takes about ten
_LARGEST = 500 * 1024**2

# Nothing listens on this port: whatever LibreOffice tries to fetch, it does not get.
_NOWHERE = ("127.0.0.1", "9")
_PATHS = {
    "org.openoffice.Office.Common/Security/Scripting": {
        "MacroSecurityLevel": ("int", "3"),
        "DisableMacrosExecution": ("boolean", "true"),
        "BlockUntrustedRefererLinks": ("boolean", "true"),
        "DisableActiveContent": ("boolean", "true"),
        "DisableOLEAutomation": ("boolean", "true"),
    },
    "org.openoffice.Inet/Settings": {
        "ooInetProxyType": ("int", "2"),
        "ooInetHTTPProxyName": ("string", _NOWHERE[0]),
        "ooInetHTTPProxyPort": ("int", _NOWHERE[1]),
        "ooInetHTTPSProxyName": ("string", _NOWHERE[0]),
        "ooInetHTTPSProxyPort": ("int", _NOWHERE[1]),
        "ooInetFTPProxyName": ("string", _NOWHERE[0]),
        "ooInetFTPProxyPort": ("int", _NOWHERE[1]),
        "ooInetNoProxy": ("string", ""),
    },
    "org.openoffice.Office.Writer/Content/Update": {"Link": ("int", "2"), "Field": ("boolean", "false")},
    "org.openoffice.Office.Common/Save/Document": {"WarnAlienFormat": ("boolean", "false")},
    "org.openoffice.Office.Common/Misc": {"FirstRun": ("boolean", "false"), "CrashReport": ("boolean", "false")},
}
_SUFFIX = {Media.OLE: ".doc", Media.RTF: ".rtf", Media.DOCX: ".docx"}


class Missing(Exception):  # noqa: N818 - says what was found; it never leaves the readers
    """LibreOffice is not installed."""


class Unconverted(Exception):  # noqa: N818 - says what was found; it never leaves the readers
    """LibreOffice could not make sense of the file, or took too long."""


def program(search: str | None = None) -> str | None:
    """Where LibreOffice is, looking along `search` (None: the PATH of this process)."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name, path=search))), None)


@contextmanager
def as_docx(path: Path, media: Media, search: str | None = None, seconds: int = _SECONDS) -> Iterator[Path]:
    """The same text as a .docx, in a folder that is gone when the caller is done."""
    started_with = program(search)
    if started_with is None:
        raise Missing
    with tempfile.TemporaryDirectory(prefix="zishen-office-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        profile, out = folder / "profile", folder / "out"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        # The extension tells LibreOffice where to begin; what the file really is it finds out by itself.
        held = folder / f"paper{_SUFFIX[media]}"
        shutil.copyfile(path, held)
        _run(started_with, held, profile, out, seconds)
        converted = out / "paper.docx"
        if not converted.is_file() or converted.stat().st_size > _LARGEST:
            raise Unconverted
        yield converted


def _run(started_with: str, held: Path, profile: Path, out: Path, seconds: int) -> None:
    command = [
        started_with, f"-env:UserInstallation={profile.as_uri()}",
        "--headless", "--invisible", "--norestore", "--nologo", "--nolockcheck", "--nodefault", "--nofirststartwizard",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(held),
    ]  # fmt: skip
    # LibreOffice starts a second program: both are one group, and end together.
    running = subprocess.Popen(  # noqa: S603 - no shell; the file's name is our own
        command,
        cwd=held.parent,
        env=_surroundings(held.parent),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(timeout=seconds)
    except subprocess.TimeoutExpired as late:
        raise Unconverted from late
    finally:
        _stop(running)


def _stop(running: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _surroundings(folder: Path) -> dict[str, str]:
    """Only what LibreOffice needs: no display, no proxies or secrets of ours, a home that is thrown away."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "SAL_USE_VCLPLUGIN": "svp",
        "http_proxy": f"http://{_NOWHERE[0]}:{_NOWHERE[1]}",
        "https_proxy": f"http://{_NOWHERE[0]}:{_NOWHERE[1]}",
    }


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f'<value xsi:type="xs:{kind}">{value}</value></prop></item>'
        for path, settings in _PATHS.items()
        for name, (kind, value) in settings.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )


def missing(source: SourceFile, what: str) -> Problem:
    return Problem(
        code="office_missing",
        file=source.name,
        what=f"这是{what}，读取需要 LibreOffice，而本机没有安装",
        next_step="请另存为 .docx 或 PDF 后再提交；或由管理员安装 LibreOffice Writer 后重新审查。",
    )


def unconverted(source: SourceFile, what: str) -> Problem:
    return Problem(
        code="damaged_document",
        file=source.name,
        what=f"这是{what}，LibreOffice 打不开：文件已损坏、设有密码，或转换超时",
        next_step="请在 Word 或 WPS 中打开并去掉密码，另存为 .docx 或 PDF 后再提交。",
    )
