"""A plot of a soak as SVG, one panel for each kind of figure."""

from html import escape

WIDTH, PANEL, LEFT, RIGHT, TOP = 860, 150, 60, 150, 34
COLOURS = ["#1f6feb", "#bf3989", "#1a7f37"]
PANELS = [
    ("Memory (MB)", {"rss_mb": "resident", "heap_mb": "managed heap"}),
    ("Threads", {"threads": "all", "pool_threads": "of the pool"}),
    ("File descriptors", {"fds": "all", "sockets": "sockets"}),
    ("Sessions a second", {"sessions_per_s": "ended"}),
    ("Data folder (MB)", {"data_mb": "all files", "wal_mb": "write-ahead logs"}),
]


def plot(samples, warm_up):
    """The samples as an SVG; what was before the end of the warm-up, in minutes, is shaded."""
    end = samples[-1]["minute"]
    height = TOP + len(PANELS) * PANEL + 20

    def x(minute):
        return LEFT + (WIDTH - LEFT - RIGHT) * minute / end

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">',
             f'<rect width="{WIDTH}" height="{height}" fill="white"/>']
    for number, (title, series) in enumerate(PANELS):
        top, bottom = TOP + number * PANEL, TOP + number * PANEL + PANEL - 40
        most = max(max(s[key] for s in samples) for key in series) or 1
        parts.append(f'<text x="{LEFT}" y="{top - 8}" font-weight="bold">{escape(title)}</text>')
        parts.append(f'<rect x="{LEFT}" y="{top}" width="{x(min(warm_up, end)) - LEFT:.1f}" height="{bottom - top}" fill="#eee"/>')
        for value in (0, most / 2, most):
            y = bottom - (bottom - top) * value / most
            parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
            parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:.4g}</text>')
        for index, (key, name) in enumerate(series.items()):
            points = " ".join(f"{x(s['minute']):.1f},{bottom - (bottom - top) * s[key] / most:.1f}" for s in samples)
            parts.append(f'<polyline points="{points}" fill="none" stroke="{COLOURS[index]}" stroke-width="1.3"/>')
            parts.append(f'<text x="{WIDTH - RIGHT + 8}" y="{top + 14 + 18 * index}" fill="{COLOURS[index]}">{escape(name)}</text>')
    for step in range(6):
        parts.append(f'<text x="{x(end * step / 5):.1f}" y="{height - 26}" text-anchor="middle">{end * step / 5:.3g} min</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
