"""How numbers are shown."""

from bench.figures import Figure


def shown(value: float) -> str:
    """Three figures, thousands apart."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def ratio(figure: Figure, base: Figure | None) -> str:
    """How many times the base; nothing without one."""
    if base is None or not base.value or figure is base:
        return ""
    return f"×{shown(figure.value / base.value)}"
