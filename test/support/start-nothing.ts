import { ChildProcess } from 'node:child_process';
import { Server, Socket } from 'node:net';

const refuse = (what: string) => (): never => {
  throw new Error(
    `A unit test starts nothing, but this one ${what}. projects.ts says where it belongs instead.`,
  );
};

// Whatever speaks HTTP, with fetch or the SDK, goes through these.
Socket.prototype.connect = refuse('opened a socket');
Server.prototype.listen = refuse('listened on a port');
Object.assign(ChildProcess.prototype, { spawn: refuse('started a process') });
