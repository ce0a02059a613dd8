// A long list that is drawn as far as one has scrolled: the first rows at once, more when its end comes near.

import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";

const STEP = 60;

/**
 * @param {number} length how many rows there are
 * @returns {{limit: number, sentinel: any}} how many to draw, and what to draw after them
 */
export function useGrowing(length) {
  const [limit, setLimit] = useState(STEP);
  /** @type {import("preact").RefObject<HTMLDivElement | null>} */
  const end = useRef(null);
  const more = limit < length;
  useEffect(() => {
    if (!more || !end.current) return;
    const watch = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && setLimit((drawn) => drawn + STEP),
      { rootMargin: "600px" },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [limit, more]);
  return { limit, sentinel: more && html`<div ref=${end} class="sentinel"></div>` };
}
