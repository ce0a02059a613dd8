// What the page's import map says, for Node. It counts for what is imported later: `await import(…)`.

import { register } from "node:module";

const client = new URL("../../sdk/js/src/", import.meta.url).href;
const map = `const own = { "hubbub-client": "index.js", "hubbub-client/indexeddb.js": "indexeddb.js" };
export const resolve = (name, context, next) => next(own[name] ? ${JSON.stringify(client)} + own[name] : name, context);`;
register(`data:text/javascript,${encodeURIComponent(map)}`);
