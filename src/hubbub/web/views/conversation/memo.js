// A component that is drawn again only when one of its properties has changed (or a signal it reads).

import { Component, h } from "preact";

/**
 * @template {object} P
 * @param {(props: P) => any} draw
 * @returns {import("preact").ComponentClass<P>}
 */
export function memo(draw) {
  return class extends Component {
    /** @override @param {any} next */
    shouldComponentUpdate(next) {
      const now = /** @type {any} */ (this.props);
      for (const name in next) if (next[name] !== now[name]) return true;
      for (const name in now) if (!(name in next)) return true;
      return false;
    }

    /** @override */
    render() {
      return h(/** @type {any} */ (draw), /** @type {any} */ (this.props));
    }
  };
}
