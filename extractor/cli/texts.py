"""What `--help` says. A backspace on a line of its own keeps the lines of its paragraph as they are."""

from __future__ import annotations

APP = """Reads 绩效自评表 (performance self-evaluation forms) from PDF, scans, pictures and dumped text, and writes
spreadsheets, JSON and findings.

读取绩效自评表（PDF、扫描件、图片、文本），输出电子表格、JSON 和核查结果；每个数字都注明出处，原样照录，从不改动。

\b
  extractor convert archive/ --out result/     文件夹 → 表格、JSON    a folder to spreadsheets and JSON
  extractor check a.pdf                        核查一份表             what does not add up in a form
  extractor check result/                      核查已转换的结果       the same, from an earlier result
  extractor load result/                       装入 DuckDB            into a warehouse: DuckDB, PostgreSQL, Delta
  extractor inspect a.pdf --out seen/          识别过程的图片         pictures of what was seen on each page
  extractor rules S03                          一条规则的说明         what a check demands, and why

Exit status: 0 done, 1 an error was found (check, convert --strict), 2 wrong usage or the output could not be written,
3 some inputs could not be read; the others were still converted.
"""

CONVERT = """Writes spreadsheets, JSON and findings for files, folders and globs.

把文件、文件夹（含下级）或通配符所指的 PDF、扫描件、图片和文本转成表格；同样的输入再次运行时不会重读。

\b
  extractor convert archive/ --out result/
  extractor convert 2022/*.pdf 2023/*.pdf --out result/ --format xlsx
  extractor convert archive/ --out result/ --format json,parquet --jobs 8 --log run.jsonl
  extractor convert archive/ --out result/ --cross-check       两种方式各读一遍，比对数字   read twice, compared
  extractor convert archive/ --out result/ --ocr never         不用文字识别               pictures are not read
  extractor convert s3://bucket/archive --out result/ --engine ray --address 10.0.0.1:6379    多台机器  many machines

In folders, files of other kinds are passed over and counted; a file that is named is always tried. A run that was
stopped goes on where it was when the same command is given again. To read everything anew, use a new folder.
"""

CHECK = """Prints what the checks find in files, folders, or an output folder of convert: then nothing is read again.

核查并逐条列出问题：说明、页码、表中原文。

\b
  extractor check a.pdf
  extractor check result/ --select S03,B02
  extractor check archive/ --ignore R01 --format json > findings.json
  extractor check archive/ --severity error --config mine.toml
  extractor check archive/ --report report.html          可离线阅读、打印的一页   a page to read offline and print
  extractor check a.pdf --cross-check
"""

LOAD = """Loads forms into a warehouse, from files and folders, or an output folder of convert: nothing is read then.

把表单装入数据仓库；重复装入不会重复，文件变了就整份替换，文件没了则注明。

\b
  extractor load archive/                                        DuckDB：本文件夹的 forms.duckdb
  extractor load result/ --to duckdb:////data/forms.duckdb       an absolute path has four slashes
  extractor load result/ --to postgresql://me@localhost/forms    the password: PGPASSWORD or ~/.pgpass
  extractor load result/ --to delta://lake/                      Delta tables, for Spark, Polars, DuckDB

A document is known by the folder that was given and its path below it. Unchanged documents are passed over; a changed
one replaces all its rows at once; one that is missing from a folder given again gets a time in documents.gone_at.
"""

INSPECT = """Shows what was seen in a PDF, for any table, of a form or not: pictures and the cells of every page.

把程序看到的版面画出来：表格线、单元格，以及每一格成了哪个字段；没有表单的 PDF 也可以。

\b
  extractor inspect a.pdf --out seen/
  extractor inspect a.pdf --out seen/ --templates mine/

\b
  seen/a-p1.png, a-p2.png, ...   一页一图，右侧有图例     a picture a page, with a legend at its right side
  seen/a.cells.json              每页每个单元格           the cells of every page: rows, columns, boxes, texts

Where a figure in a result looks wrong, look here first: a cell in the wrong place is drawn in the wrong place, a field
that was taken from the wrong cell has its colour there, and what deserves a second look is hatched in red.
"""

RULES = """Lists the checks, or explains one. 列出全部核查规则，或说明其中一条。

\b
  extractor rules
  extractor rules W01
"""

TEMPLATES = """Lists the layouts that are known by name. A layout that no template knows is read by its labels.

列出已知的表样；show 显示一个，draft 由一份文件起草一个。

\b
  extractor templates
  extractor templates show guangdong-department
  extractor templates draft a.pdf > mine/a.toml
  extractor convert archive/ --out result/ --templates mine/
"""

SCHEMA = "Prints the JSON Schema of a document's JSON. 输出 JSON 结构定义。"
