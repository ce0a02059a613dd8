// Where the page begins: draw what there is, then connect, then see to it that the next time needs no network.

import { render } from "preact";
import { html } from "htm/preact";
import { start } from "./core/app.js";
import { Root } from "./views/root.js";

render(html`<${Root} />`, /** @type {HTMLElement} */ (document.getElementById("app")));
start();

// After the page is drawn: what it fetches must not be in the way of what is looked at.
addEventListener("load", () => {
  navigator.serviceWorker?.register("/sw.js").catch(() => {}); // without it, the page needs the network to open
});
