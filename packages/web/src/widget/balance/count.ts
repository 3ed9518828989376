const COUNT_MS = 400;

/** Counts from one number to the next once, unless the reader wants nothing to move. */
export const count = (
  element: Element,
  from: number,
  to: number,
  format: (value: number) => string,
): void => {
  const begun = performance.now();
  const step = (now: number): void => {
    const share = Math.min(1, Math.max(0, (now - begun) / COUNT_MS));
    element.textContent = format(Math.round(from + (to - from) * (1 - (1 - share) ** 3)));
    if (share < 1) requestAnimationFrame(step);
  };
  // A tab that nobody looks at draws nothing.
  const isStill = from === to || document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (isStill) element.textContent = format(to);
  else step(begun);
};
