"""What is written about a run: JSON, Markdown with ratios, a chart."""

from pathlib import Path

import msgspec

from bench.report.chart import chart
from bench.report.document import Report
from bench.report.markdown import markdown, summary

__all__ = ["Report", "publish", "summary"]


def publish(report: Report, folder: Path) -> None:
    """Writes the report under its date and commit, and as `latest`."""
    folder.mkdir(exist_ok=True)
    encoded = msgspec.json.format(msgspec.json.encode(report), indent=1)
    texts = {"json": encoded.decode() + "\n", "md": markdown(report), "svg": chart(report)}
    for suffix, text in texts.items():
        for name in (f"{report.at[:10]}-{report.commit}", "latest"):
            (folder / f"{name}.{suffix}").write_text(text)
