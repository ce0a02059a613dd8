// What is so only for a moment need not be shown.

import { useEffect, useState } from "preact/hooks";

/** Whether something has been so for a while. @param {boolean} so @param {number} ms 0: at once */
export function useLasting(so, ms) {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(so), so ? ms : 0);
    return () => clearTimeout(timer);
  }, [so, ms]);
  return so && (lasting || ms === 0);
}
