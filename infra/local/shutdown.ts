/** How often to look whether npm is still there, in milliseconds. */
const PARENT_CHECK_MS = 1000;

/**
 * Ends the process through `stop` on Ctrl-C and SIGTERM, and when npm, which started it, is gone. Who asks twice does
 * not wait.
 * @returns whether the process is ending: failures caused by that are not logged
 */
export const shutDownWith = (stop: () => Promise<void>): (() => boolean) => {
  let stopping = false;
  const shutDown = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    void stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', shutDown);
  process.on('SIGTERM', shutDown);
  const isStopping = (): boolean => stopping;
  if (process.env['npm_lifecycle_event'] === undefined) return isStopping;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !stopping) shutDown();
  }, PARENT_CHECK_MS).unref();
  return isStopping;
};
