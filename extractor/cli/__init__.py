"""The command line: arguments, progress, exit statuses. Nothing else prints.

A command imports what it needs when it runs, so that `--help` is there at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import stopping, texts
from extractor.errors import ExtractorError

app = typer.Typer(
    help=texts.APP, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=True
)
_templates = typer.Typer(help=texts.TEMPLATES, rich_markup_mode=None, invoke_without_command=True)
app.add_typer(_templates, name="templates", short_help="the layouts that are known 表样")


STOPPED = 130
"""The exit status of a run that Ctrl-C ended, as shells have it."""


class Headers(StrEnum):
    """The language of the workbook's headings."""

    zh = "zh"
    en = "en"


class Ocr(StrEnum):
    """Which pages OCR reads."""

    auto = "auto"
    always = "always"
    never = "never"


class Engine(StrEnum):
    """What reads."""

    local = "local"
    ray = "ray"


class Told(StrEnum):
    """How findings are printed."""

    text = "text"
    json = "json"
    sarif = "sarif"


class Least(StrEnum):
    """From which severity on findings are told."""

    error = "error"
    warning = "warning"
    info = "info"


Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, URLs. 文件、文件夹、通配符、网址")
]
Templates = Annotated[
    Path | None,
    typer.Option("--templates", metavar="DIR", help="A folder of templates of your own. 自备表样的文件夹"),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, metavar="N", help="Worker processes; one for each core if not given. 并行进程数"),
]
Recognition = Annotated[
    Ocr, typer.Option("--ocr", help="OCR for pages without text, for all, or for none. 何时用文字识别")
]
CrossCheck = Annotated[
    bool,
    typer.Option("--cross-check", help="Two readers: figures on which they disagree get E01. 双重读取，比对数字"),
]
Personal = Annotated[
    bool, typer.Option("--personal", help="Names and telephone numbers of people go into the tables. 表格含人名电话")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Only what went wrong. 只报问题")]
Output = Annotated[str, typer.Option("--out", metavar="DIR", help="The folder for the output, or its URL. 输出文件夹")]
Formats = Annotated[str, typer.Option("--format", metavar="LIST", help="Any of csv,json,xlsx,parquet. 输出格式")]
HeadersIn = Annotated[Headers, typer.Option("--headers", help="Headings of the workbook. 工作簿表头的语言")]
FormSheets = Annotated[
    int,
    typer.Option(
        "--form-sheets", min=0, metavar="N", help="Sheets as printed, one a form, at most N. 按原样排版的表单数上限"
    ),
]
Limits = Annotated[
    list[str] | None,
    typer.Option("--limit", metavar="NAME=N", help="For a document: time, memory, size, pages, pixels. 单份文件上限"),
]
EngineOf = Annotated[
    Engine, typer.Option("--engine", help="Processes of this machine, or a Ray cluster. 本机或 Ray 集群")
]
Address = Annotated[
    str | None,
    typer.Option("--address", metavar="HOST:PORT", help="The Ray cluster; one is started if not given. 集群地址"),
]
Rehash = Annotated[
    bool, typer.Option("--rehash", help="Looks at bytes, also where size and time are the same. 逐个核对内容")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit status 1 where an error was found. 有错误时退出码为 1")]
LogFile = Annotated[Path | None, typer.Option("--log", metavar="FILE", help="Adds JSON lines, one an event. 运行日志")]


@contextmanager
def _stoppable() -> Iterator[None]:
    """Turns Ctrl-C into a word and an exit status of its own: 1 would say that an error was found."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("extractor: stopped 已停止", err=True)
        raise typer.Exit(STOPPED) from None


def _version(wanted: bool) -> None:
    if wanted:
        import extractor

        typer.echo(f"extractor {extractor.__version__}")
        raise typer.Exit


@app.callback()
def _app(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version, and nothing else. 版本")
    ] = False,
) -> None:
    pass


@app.command(help=texts.CONVERT, short_help="PDF to spreadsheets, JSON and findings 转换")
def convert(
    inputs: Inputs,
    out: Output,
    formats: Formats = "csv,json,xlsx",
    headers: HeadersIn = Headers.zh,
    jobs: Jobs = None,
    templates: Templates = None,
    cross_check: CrossCheck = False,
    ocr: Recognition = Ocr.auto,
    personal: Personal = False,
    form_sheets: FormSheets = 200,
    limit: Limits = None,
    engine: EngineOf = Engine.local,
    address: Address = None,
    rehash: Rehash = False,
    strict: Strict = False,
    quiet: Quiet = False,
    log: LogFile = None,
) -> None:
    """Converts inputs into an output folder."""
    from extractor.batch.conversion import Options
    from extractor.cli import conversion as command

    options = Options(
        formats=command.formats(formats), headers=headers.value, personal=personal, form_sheets=form_sheets
    )
    with _stoppable():
        status = command.convert(
            inputs,
            out,
            options,
            templates=templates,
            cross_check=cross_check,
            ocr=ocr.value,
            jobs=jobs,
            limit=limit or (),
            engine=engine.value,
            address=address,
            rehash=rehash,
            strict=strict,
            quiet=quiet,
            log=log,
        )
    raise typer.Exit(status)


@app.command(help=texts.CHECK, short_help="what does not add up 核查")
def check(
    inputs: Inputs,
    told: Annotated[Told, typer.Option("--format", help="For people or for programs. 输出形式")] = Told.text,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="A page to read and print (.html), or all as .json. 核查报告"),
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODES", help="These checks only: S01,S03. 只看这些规则")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODES", help="Not these checks. 不看这些规则")
    ] = None,
    severity: Annotated[
        Least | None, typer.Option("--severity", help="From this severity on. 只看此级别及以上的")
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="TOML with [tool.extractor]; else ./extractor.toml. 配置文件"),
    ] = None,
    templates: Templates = None,
    cross_check: CrossCheck = False,
    ocr: Recognition = Ocr.auto,
    jobs: Jobs = None,
) -> None:
    """Prints findings."""
    from extractor.cli import audit as command

    chosen = command.settings(config, select or (), ignore or (), severity.value if severity else None)
    with _stoppable():
        status = command.check(
            inputs,
            told=told.value,
            report=report,
            settings=chosen,
            templates=templates,
            cross_check=cross_check,
            ocr=ocr.value,
            jobs=jobs,
        )
    raise typer.Exit(status)


@app.command(help=texts.LOAD, short_help="into a warehouse 入库")
def load(
    inputs: Inputs,
    to: Annotated[
        str, typer.Option("--to", metavar="URL", help="duckdb:///FILE, postgresql://…, delta://FOLDER. 数据仓库")
    ] = "duckdb:///forms.duckdb",
    jobs: Jobs = None,
    templates: Templates = None,
    cross_check: CrossCheck = False,
    ocr: Recognition = Ocr.auto,
    personal: Personal = False,
    quiet: Quiet = False,
) -> None:
    """Loads inputs into a warehouse."""
    from extractor.cli import loading as command

    with _stoppable():
        status = command.load(
            inputs,
            to,
            templates=templates,
            cross_check=cross_check,
            ocr=ocr.value,
            personal=personal,
            jobs=jobs,
            quiet=quiet,
        )
    raise typer.Exit(status)


@app.command(help=texts.INSPECT, short_help="pictures of what was seen 查看识别结果")
def inspect(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A PDF or a picture, or its URL. 一份 PDF 或图片")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the output. 输出文件夹")],
    templates: Templates = None,
) -> None:
    """Draws what was seen in a file."""
    from extractor.cli import inspection as command

    with _stoppable():
        status = command.inspect(path, out, templates)
    raise typer.Exit(status)


@app.command(help=texts.RULES, short_help="the checks, explained 规则")
def rules(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A check to explain. 规则代码")] = None,
) -> None:
    """Lists or explains checks."""
    from extractor.cli import show

    show.rules(code)


@_templates.callback()
def templates(context: typer.Context, folder: Templates = None) -> None:
    """Lists templates where no subcommand is given."""
    from extractor.cli import show

    context.obj = folder
    if context.invoked_subcommand is None:
        show.templates(folder)


@_templates.command("show", help="Explains one template and prints it. 说明并显示一个表样")
def templates_show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="As listed, or general. 表样代号，通用词典为 general")],
    toml: Annotated[bool, typer.Option("--toml", help="The TOML alone. 只输出 TOML")] = False,
) -> None:
    """Prints a template."""
    from extractor.cli import show

    show.template(name, context.obj, toml)


@_templates.command("draft", help="Prints a start for a template, made from a file's form. 由一份文件起草表样")
def templates_draft(
    context: typer.Context, path: Annotated[Path, typer.Argument(metavar="FILE", help="A form. 一份表")]
) -> None:
    """Prints a draft."""
    from extractor.cli import show

    raise typer.Exit(show.draft(path, context.obj))


@app.command(help=texts.SCHEMA, short_help="the JSON Schema 结构定义")
def schema() -> None:
    """Prints the JSON Schema."""
    from extractor.cli import show

    show.schema()


def main() -> None:
    """Runs the command line; an error of the run becomes a message and an exit status, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Chinese still gets its message
    stopping.listen()
    try:
        app(prog_name="extractor")
    except ExtractorError as error:
        typer.echo(f"extractor: {error}", err=True)
        sys.exit(error.exit_code)
