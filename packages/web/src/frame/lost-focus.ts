import { useEffect, useRef } from 'preact/hooks';

/**
 * Whoever presses a button that then goes away has the focus nowhere, and would begin at the top of the page again.
 * @param isNew whether it was not there when the page was opened
 * @returns for what takes the button's place: it gets the focus if nothing else has it
 */
export const useLostFocus = <Target extends HTMLElement>(isNew: boolean) => {
  const element = useRef<Target>(null);
  useEffect(() => {
    if (isNew && document.activeElement === document.body) element.current?.focus();
  }, []);
  return element;
};
