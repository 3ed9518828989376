type Held = (event: PopStateEvent) => void;

let held: Held | undefined;

// The app loads this before its router begins to listen: browsers call listeners of the window in the order of their coming.
addEventListener('popstate', (event) => held?.(event));

/** Whoever holds it hears of going back and forward before the router. */
export const holdBack = (holder: Held | undefined): void => {
  held = holder;
};
