import { useEffect, useRef, useState } from 'preact/hooks';
import { number } from '../language/format.ts';

const COUNT_MS = 400;

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A balance. When it changes it counts to its new value once; screen readers hear only where it ends. */
export const Count = ({ value }: { value: number }) => {
  const [shown, show] = useState(value);
  const from = useRef(value);
  useEffect(() => {
    const begin = from.current;
    from.current = value;
    if (begin === value || isStill()) {
      show(value);
      return undefined;
    }
    const started = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const part = Math.min(1, (now - started) / COUNT_MS);
      show(Math.round(begin + (value - begin) * (1 - (1 - part) ** 3)));
      if (part < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return (
    <>
      <span aria-hidden="true">{number(shown)}</span>
      <span class="sr">{number(value)}</span>
    </>
  );
};
