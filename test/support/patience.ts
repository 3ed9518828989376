/** How long what happens in the background may take on a busy machine, and how often to look. */
export const PATIENCE = { timeout: 60_000, interval: 50 };
