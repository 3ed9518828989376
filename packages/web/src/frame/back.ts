type Holder = (event: PopStateEvent) => void;

const holders: Holder[] = [];

// The apps load this before their router begins to listen: browsers call listeners of the window in the order of their coming.
addEventListener('popstate', (event) => holders.at(-1)?.(event));

/** Whoever holds it last hears of going back and forward, before the router. @returns what lets go */
export const holdBack = (holder: Holder): (() => void) => {
  holders.push(holder);
  return () => {
    holders.splice(holders.indexOf(holder), 1);
  };
};

/** Stays on the page that the browser has just left. @param here its path and query */
export const stayHere = (event: PopStateEvent, here: string): void => {
  event.stopImmediatePropagation();
  history.pushState(null, '', here);
};
