"""The desk as a web application: its WSGI application, the house that its pages work in, and how it is served."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yosher.bootstrap.home import Home, home_at
from yosher.bootstrap.opening import open_home
from yosher.bootstrap.site_settings import A_YEAR

if TYPE_CHECKING:
    from yosher.bootstrap.house import House


def application() -> Callable[..., Any]:
    """The WSGI application of the home that the environment names."""
    return wsgi(home_at())


def wsgi(home: Home) -> Callable[..., Any]:
    """The pages with the files that they load, compressed once."""
    the_house(home)
    from django.core.handlers.wsgi import WSGIHandler
    from whitenoise import WhiteNoise

    whole: Callable[..., Any] = WhiteNoise(
        WSGIHandler(), root=str(static_files(home)), prefix="static/", max_age=A_YEAR, immutable_file_test=_always
    )
    return whole


def _always(path: str, url: str) -> bool:  # noqa: ARG001  (the signature is WhiteNoise's)
    return True


def static_files(home: Home) -> Path:
    """A folder with the files that pages load, each also compressed."""
    from whitenoise.compress import Compressor

    folder = home.folder / "site"
    shutil.rmtree(folder, ignore_errors=True)
    for package in ("yosher.web", "allauth.account", "allauth.mfa"):
        with as_file(files(package) / "static") as own:
            shutil.copytree(own, folder, dirs_exist_ok=True)
    compressor = Compressor(use_brotli=False, quiet=True)
    for file in folder.rglob("*"):
        if file.is_file() and compressor.should_compress(file.name):
            list(compressor.compress(str(file)))
    return folder


_houses: dict[Path, "House"] = {}


def the_house(home: Home | None = None) -> "House":
    """The house of this process: opened once for its home, then the same for every request."""
    if home is None:
        return next(iter(_houses.values()))
    if home.folder not in _houses:
        store = open_home(home, site=True)
        from yosher.bootstrap.house import House

        _houses.clear()
        _houses[home.folder] = House.of(home, store)
    return _houses[home.folder]


@cache
def version_of(file: str) -> str:
    """The beginning of a static file's digest: a changed file has another address."""
    import hashlib

    return hashlib.sha256((files("yosher.web") / "static" / file).read_bytes()).hexdigest()[:10]


def right_now() -> datetime:
    """The desk's clock: a page asks for the time once. The demo's starts at the time of its denials (`YOSHER_CLOCK_STARTS`)."""
    return datetime.now(UTC) - _behind()  # noqa: TID251  (the one clock of the pages)


@cache
def _behind() -> timedelta:
    starts, begun = os.environ.get("YOSHER_CLOCK_STARTS"), os.environ.get("YOSHER_CLOCK_BEGUN")
    if not (starts and begun):
        return timedelta(0)
    return datetime.fromisoformat(begun) - datetime.fromisoformat(starts)


def serve(home: Home, *, host: str, port: int, threads: int, works: bool) -> None:
    """Serve the desk until it is stopped; with a worker beside the pages where `works`."""
    os.environ["YOSHER_HOME"] = str(home.folder)
    with _worker(home) if works else nullcontext():
        _pages(host, port, threads)


@contextmanager
def _worker(home: Home) -> Iterator[None]:
    """A worker as a process beside the pages: a long packet holds up no page, and it ends with them."""
    command = [sys.executable, "-m", "yosher", "worker", "--home", str(home.folder)]
    worker = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603  (our own words)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


def _pages(host: str, port: int, threads: int) -> None:
    import multiprocessing

    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # The pages' process begins anew: what runs in threads here (the blobs' store, a database's connections) would not live on in a fork.
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "yosher.bootstrap.site:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=threads,
        websockets=False,
        log_level=LogLevels.error,
    ).serve()
