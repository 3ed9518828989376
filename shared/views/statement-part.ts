/** How much one answer holds. */
export type Room = { lines: number; bytes: number };

/** A Lambda answers with 6 MB at the most, some of which are for headers. */
export const ROOM: Room = { lines: 10_000, bytes: 5 * 1024 * 1024 };

/** Lines of a statement, until there are as many as one answer holds. */
export class StatementPart {
  private readonly head: string;
  private readonly room: Room;
  private readonly lines: string[] = [];
  private bytes = 0;

  /** @param head the text before the first line, or nothing */
  constructor(head: string, room: Room) {
    this.head = head;
    this.room = room;
  }

  /** @returns false where there is no more room: then nothing was added */
  add(line: string): boolean {
    // A Lambda's answer is JSON, in which some characters take several bytes.
    const bytes = Buffer.byteLength(JSON.stringify(line));
    if (this.lines.length === this.room.lines || this.bytes + bytes > this.room.bytes) return false;
    this.lines.push(line);
    this.bytes += bytes;
    return true;
  }

  get text(): string {
    return this.head + this.lines.join('');
  }
}
