/** The one style sheet of everything under /s/, inline in each page. Its colours are those of app/styles/tokens.css. */
import type { FontFaces } from './fonts.ts'

const light = `--paper:oklch(0.984 0.003 170);--hover:oklch(0.942 0.007 175);--ink:oklch(0.225 0.015 205);--ink-2:oklch(0.405 0.014 205);--ink-3:oklch(0.51 0.014 205);--bar:oklch(0.225 0.015 205);--rule:oklch(0.895 0.006 175);--accent:oklch(0.435 0.08 218);--accent-ink:oklch(0.435 0.08 218);--sev1-ink:oklch(0.47 0.18 27);--sev2-ink:oklch(0.47 0.098 65);--ok-ink:oklch(0.44 0.095 155);--drill:oklch(0.43 0.15 328);--drill-on:oklch(1 0 0);--drill-ink:oklch(0.43 0.15 328)`
const dark = `--paper:oklch(0.178 0.008 205);--hover:oklch(0.252 0.01 205);--ink:oklch(0.925 0.005 170);--ink-2:oklch(0.79 0.007 180);--ink-3:oklch(0.68 0.009 190);--bar:oklch(0.6 0.01 200);--rule:oklch(0.3 0.009 205);--accent:oklch(0.76 0.08 207);--accent-ink:oklch(0.8 0.08 207);--sev1-ink:oklch(0.77 0.125 25);--sev2-ink:oklch(0.845 0.12 82);--ok-ink:oklch(0.8 0.11 155);--drill:oklch(0.52 0.16 328);--drill-on:oklch(1 0 0);--drill-ink:oklch(0.81 0.105 328)`

/** All of it; `faces` come from our own address and are never waited for. */
export function styleSheet(faces: FontFaces): string {
  return `${faceRules(faces)}:root{color-scheme:light;${light}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${dark}}}${sheet}`
}

function faceRules(faces: FontFaces): string {
  return faces
    .map(
      ({ family, weight, address, range }) =>
        `@font-face{font-family:"${family}";font-weight:${weight};font-display:swap;src:url("${address}") format("woff2");unicode-range:${range}}`,
    )
    .join('')
}

const sheet = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 "Public Sans",system-ui,sans-serif;overflow-wrap:anywhere}
p,h1,h2,h3,ul,ol,dl,dd{margin:0;padding:0}
ul,ol{list-style:none}
.page{max-width:760px;margin:0 auto;padding:0 20px 80px}
a{color:var(--accent-ink);text-underline-offset:3px;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
main:focus{outline:0}
.vh,.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip:focus{position:absolute;top:8px;left:8px;padding:4px 8px;background:var(--paper);z-index:2}
.i{width:16px;height:16px;flex:none;fill:none;stroke:currentColor;stroke-width:2.25;stroke-linecap:round;stroke-linejoin:round}
.w{width:12px;height:12px;fill:currentColor}
.w .a{fill:var(--accent)}
header{display:flex;justify-content:space-between;align-items:end;gap:4px 16px;padding:28px 0 17px;position:relative;border-bottom:1px solid var(--bar)}
header:after{content:"";position:absolute;inset:auto 0 1px;border-bottom:3px solid var(--bar)}
header b{font-weight:600}
header span,.private{color:var(--ink-3)}
.private{display:flex;align-items:center;gap:6px;font-size:13px;white-space:nowrap}
.private .i{width:14px;height:14px;stroke-width:1.75}
.title{margin-top:32px;color:var(--ink-2)}
.title b{color:var(--ink);font-weight:600}
h1,.head,h3,.lead,.text{font-family:Newsreader,Georgia,serif}
h1{margin-top:6px;font-size:38px;font-weight:600;line-height:1.06;letter-spacing:-.012em;text-wrap:balance}
.lead{margin-top:16px;max-width:52ch;font-size:20px;line-height:1.45;white-space:pre-line}
.of{margin-top:12px;font-size:13px;color:var(--ink-3)}
.of b{font-weight:600;color:var(--ink-2)}
.notice{margin-top:12px;font-weight:600}
.stale,.lost{margin-top:24px;padding-left:12px;border-left:3px solid var(--bar);color:var(--ink-2)}
.stale b,.lost b{font-weight:600;color:var(--ink)}
.times{display:grid;grid-template-columns:1fr 1fr;margin-top:28px;border-block:1px solid var(--rule)}
.times div{padding:12px 16px;border-left:1px solid var(--rule)}
.times div:nth-child(odd){padding-left:0;border-left:0}
.times div:nth-child(n+3){border-top:1px solid var(--rule)}
dt,.day,.clock,.none{font-size:13px;color:var(--ink-3)}
dd{margin-top:2px}
dd time,.when time{font-family:"Spline Sans Mono",ui-monospace,monospace;font-variant-numeric:tabular-nums}
dd time{font-size:20px;line-height:30px;display:block}
.none{line-height:30px;color:var(--ink-2)}
dd .day,dd .clock{display:block}
.clock{font-variant-numeric:tabular-nums}
.late{font-weight:600;color:var(--ink)}
.zone{margin-top:6px;font-size:12px;color:var(--ink-3)}
section{margin-top:36px}
h2{font-size:15px;font-weight:650;line-height:1.5}
.rows,.log{margin-top:8px}
.rows li{display:flex;justify-content:space-between;gap:2px 16px;padding:10px 0;border-top:1px solid var(--rule)}
.is{display:inline-flex;align-items:center;gap:6px;align-self:start;white-space:nowrap;color:var(--ink-2)}
.down,.disrupted,.recovered{font-weight:600}
.down{color:var(--sev1-ink)}
.disrupted{color:var(--sev2-ink)}
.recovered{color:var(--ok-ink)}
.drill .down,.drill .disrupted{color:var(--drill-ink)}
.past .is{white-space:normal;text-align:right;display:block}
.files{display:flex;gap:16px;white-space:nowrap}
.log li{padding:16px 0;border-top:1px solid var(--rule);scroll-margin-top:56px}
.when{display:flex;align-items:baseline;gap:12px}
.when time{font-size:14px}
.state{font-size:13px;font-weight:600;color:var(--ink-2)}
h3{font-size:17px;font-weight:600;line-height:1.4}
.text{font-size:17px;line-height:1.5;max-width:58ch;white-space:pre-line}
.log h3,.log .gone{margin-top:4px}
.gone,.marks{color:var(--ink-3);font-size:13px}
.marks{margin-top:6px}
article{margin-top:28px;padding-top:16px;border-top:1px solid var(--rule)}
article .title{margin-top:0}
.head{margin-top:4px;font-size:24px;font-weight:600;line-height:1.2;letter-spacing:-.012em;text-wrap:balance}
article .text{margin-top:8px}
article+.zone{margin-top:28px}
footer{display:flex;flex-wrap:wrap;justify-content:space-between;gap:8px 24px;margin-top:40px;padding-top:16px;border-top:1px solid var(--rule);font-size:13px;color:var(--ink-3)}
footer a{display:inline-block;min-height:24px}
footer .sitrep{display:flex;align-items:center;gap:6px}
.bar{position:sticky;top:0;z-index:1;display:flex;justify-content:center;gap:12px;align-items:center;padding:6px 88px;background:var(--drill);color:var(--drill-on);font-size:13px;font-weight:600;text-align:center;line-height:1.4}
.bar:before,.bar:after{content:"";position:absolute;inset:0 auto 0 0;width:72px;background:repeating-linear-gradient(-45deg,transparent 0 6px,currentColor 6px 8px);opacity:.5}
.bar:after{inset:0 0 0 auto}
.bar b{letter-spacing:.08em}
.frame{position:fixed;inset:0;border:4px solid var(--drill);pointer-events:none;z-index:1}
.plain h1{margin-top:32px}
form{margin-top:28px;max-width:420px}
label{display:block;margin-bottom:4px;font-size:13px;font-weight:600}
input,button{font:inherit;min-height:44px;border-radius:4px}
input{width:100%;padding:0 12px;color:inherit;background:0 0;border:1px solid var(--ink-3)}
.wrong{margin-top:4px;font-size:13px;color:var(--sev1-ink)}
button{margin-top:16px;padding:0 20px;font-weight:600;color:var(--paper);background:var(--accent);border:0;cursor:pointer}
main>.of{margin-top:28px}
main>.of a{display:inline-block;min-height:24px}
.small{max-width:480px;padding-top:10vh}
.small h1{padding-top:24px;border-top:3px solid var(--bar);font-size:24px;line-height:1.2}
.small p{margin-top:12px;color:var(--ink-2)}
@media (min-width:640px){
.page{padding-inline:32px}
h1{font-size:48px;line-height:1.02}
.times{grid-template-columns:repeat(4,1fr)}
.times div:nth-child(n){padding-left:16px;border-left:1px solid var(--rule);border-top:0}
.times div:first-child{padding-left:0;border-left:0}
.log li{display:grid;grid-template-columns:132px 1fr;column-gap:24px}
.when{display:block}
.log h3,.log .gone{margin-top:-2px}
.small h1{font-size:30px}
}
@media (max-width:400px){.bar{padding-inline:40px}.bar:before,.bar:after{width:32px}.past li{flex-wrap:wrap}.past .is{text-align:left}}
@media print{
@page{size:A4;margin:14mm 16mm}
body{font-size:10.5pt}
.page{max-width:none;padding:0}
.private,.skip,form,dd .clock,.of .clock,footer .act,.lost{display:none}
.bar{position:static;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.frame{display:none}
header{padding-top:0}
.drill header{padding-top:10pt}
.title{margin-top:18pt}
h1{font-size:28pt}
.lead{font-size:14pt}
.times{grid-template-columns:repeat(4,1fr)}
.times div:nth-child(n){padding-left:10pt;border-left:.5pt solid var(--rule);border-top:0}
.times div:first-child{padding-left:0;border-left:0}
.log li{display:grid;grid-template-columns:100pt 1fr;column-gap:16pt}
.when{display:block}
.rows li,.log li,article,.times{break-inside:avoid}
h2{break-after:avoid}
a{color:inherit}
}
@media (forced-colors:active){.i,.w{forced-color-adjust:auto}.bar{border-block:3px solid}.frame{border-style:double}}
`
