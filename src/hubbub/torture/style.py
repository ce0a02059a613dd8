"""How the report looks, by day and by night."""

STYLE = """
:root{--bg:#f6f7f9;--card:#fff;--ink:#16202c;--soft:#5c6b7c;--line:#dfe4ea;--good:#0a7f4f;--good-bg:#e3f5ec;
--bad:#b42318;--bad-bg:#fdeceb;--blue:#2563eb;--blue-bg:#2563eb26;--amber:#c2700a;--down:#b4231826}
@media(prefers-color-scheme:dark){:root{--bg:#0f141b;--card:#171e28;--ink:#e6ebf2;--soft:#94a3b5;--line:#2a3442;
--good:#4ade9a;--good-bg:#12332570;--bad:#ff8a80;--bad-bg:#45191670;--blue:#7aa7ff;--blue-bg:#7aa7ff2e;--amber:#f3b05a;
--down:#ff8a8033}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Roboto,sans-serif}
header,main{max-width:1080px;margin:0 auto;padding:0 20px}
header{padding-top:36px;padding-bottom:8px}
header p{margin:0;color:var(--soft)}
h1{margin:.1em 0 .2em;font-size:34px;letter-spacing:-.02em;line-height:1.15}
.good h1{color:var(--good)}.bad h1{color:var(--bad)}
h2{font-size:18px;margin:0 0 12px}
h3{font-size:15px;margin:16px 0 4px}
code{font:13px/1.4 ui-monospace,Menlo,Consolas,monospace;background:var(--line);padding:1px 6px;
border-radius:5px;overflow-wrap:anywhere}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:18px 20px;
margin:16px 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:10px;background:none;
border:0;padding:0}
.tile{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:14px 16px}
.tile b{display:block;font-size:27px;line-height:1.2;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.tile span{color:var(--soft);font-size:13px}
.tile.good{background:var(--good-bg);border-color:transparent}.tile.good b{color:var(--good)}
.tile.bad{background:var(--bad-bg);border-color:transparent}.tile.bad b{color:var(--bad)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th{text-align:left;font-weight:500;color:var(--soft)}
td,th{padding:7px 10px 7px 0;vertical-align:top;border-top:1px solid var(--line)}
thead th,.facts tr:first-child th,.facts tr:first-child td{border-top:0}
.promises td:nth-child(n+3),.promises th:nth-child(n+3){text-align:right;font-variant-numeric:tabular-nums;
white-space:nowrap}
.promises td:first-child{width:64px}
.promises td:first-child b{display:inline-block;min-width:40px;text-align:center;border-radius:6px;
padding:0 6px;background:var(--line)}
.promises tr.good td:first-child b{background:var(--good-bg);color:var(--good)}
.promises tr.bad td:first-child b{background:var(--bad-bg);color:var(--bad)}
.promises tr.bad td:last-child{color:var(--bad);font-weight:600}
.promises tr.idle{color:var(--soft)}
small{display:block;color:var(--soft)}
details{margin-top:6px;background:var(--bad-bg);border-radius:8px;padding:6px 12px}
details ul{margin:6px 0;padding-left:18px}
summary{cursor:pointer;color:var(--bad)}
.facts th{width:300px;padding-right:20px}
figure{margin:18px 0 0}
figcaption{font-size:13px;color:var(--soft);margin-bottom:4px}
figcaption i{font-style:normal;color:var(--blue);font-weight:600}
figcaption i.second{color:var(--amber)}
.key{margin:0;font-size:13px;color:var(--soft)}
.key span{display:inline-block;width:22px;height:11px;background:var(--down);border-radius:3px}
svg{display:block;width:100%;min-width:640px;height:auto}
svg .area{fill:var(--blue-bg)}
svg .line{fill:none;stroke:var(--blue);stroke-width:1.6;stroke-linejoin:round}
svg .line.second{stroke:var(--amber)}
svg .down{fill:var(--down)}
svg .fault{fill:var(--blue)}
svg .grid{stroke:var(--line)}
svg .floor{stroke:var(--soft);opacity:.5}
svg .tick{fill:var(--soft);font-size:11px}
@media(max-width:600px){h1{font-size:27px}.facts th{width:45%}}
"""
