import { type RefObject, useEffect, useRef, useState } from 'react';

/** Rows beyond the edges of the screen that are drawn all the same, so that none is missing while one scrolls. */
const BEYOND = 8;

interface Windowed {
  readonly ref: RefObject<HTMLDivElement | null>;
  /** The first row that is drawn, and the one behind the last. */
  readonly from: number;
  readonly to: number;
}

/** Which of many rows of one height, in pixels, are to be drawn where the page is scrolled to. */
export function useWindow(count: number, rowHeight: number): Windowed {
  const ref = useRef<HTMLDivElement>(null);
  // at first no more than a screen holds; what is beyond its edges when that is painted
  const [range, setRange] = useState(() => ({ from: 0, to: Math.ceil(innerHeight / rowHeight) }));
  useEffect(() => {
    let frame = 0;
    function measure() {
      frame = 0;
      const top = ref.current?.getBoundingClientRect().top ?? 0;
      const from = Math.max(0, Math.floor(-top / rowHeight) - BEYOND);
      const to = Math.max(0, Math.ceil((innerHeight - top) / rowHeight) + BEYOND);
      setRange((before) => (before.from === from && before.to === to ? before : { from, to }));
    }
    const later = () => {
      frame ||= requestAnimationFrame(measure);
    };
    measure();
    addEventListener('scroll', later, { passive: true });
    addEventListener('resize', later);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', later);
      removeEventListener('resize', later);
    };
  }, [rowHeight]);
  return { ref, from: Math.min(range.from, count), to: Math.min(range.to, count) };
}
