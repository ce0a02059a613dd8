// Where the page begins: draw what there is, then connect, then see to it that the next time needs no network.

import { html } from "htm/preact";
import { render } from "preact";
import { start } from "./core/app.js";
import { keepForOffline } from "./core/offline.js";
import { Root } from "./views/root.js";

render(html`<${Root} />`, /** @type {HTMLElement} */ (document.getElementById("app")));
start();

// What it fetches must not be in the way of what is looked at.
if (document.readyState === "complete") keepForOffline();
else addEventListener("load", keepForOffline);
