import { spawn } from 'node:child_process';

/** What opens an address in the person's own browser; the address is one argument, never part of a shell's line. */
const openerOf = (platform: NodeJS.Platform): [string, ...string[]] => {
  if (platform === 'darwin') return ['open'];
  return platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open'];
};

/** Opens the browser. Where there is none, the address has been printed. */
export const openBrowser = (url: string): void => {
  const [program, ...before] = openerOf(process.platform);
  const child = spawn(program, [...before, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
};
