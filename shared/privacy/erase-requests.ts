import { creditRequestWrite } from '../credit-requests/begin.ts';
import { proofName, uploadIdOf } from '../credit-requests/proofs.ts';
import type { Bucket } from '../files/bucket.ts';
import { deleteObject } from '../files/stored-object.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { ERASED } from '../kernel/text.ts';
import type { Cursor } from '../table/cursor.ts';
import { putGuarded } from '../table/guarded.ts';
import { creditRequestItem, creditRequestPointerItem, proofItem } from '../table/items/credit-request.ts';
import type { CreditRequest } from '../table/items/credit-request.ts';
import { creditRequestKey, creditRequestsOfPartition, proofsPartition } from '../table/keys.ts';
import { listPage } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { rewritePage } from '../table/rewrite.ts';
import { decodeListed, type Table } from '../table/table.ts';

/** Requests at a time: each has up to ten files and ten proofs. */
const PAGE = 10;

/** Erases notes, reasons and proofs, files included, of one page of an account's credit requests. */
export const eraseRequestsPage = async (
  { table, bucket }: { table: Table; bucket: Bucket },
  ref: AccountRef,
  cursor: Cursor | undefined,
): Promise<Cursor | null> => {
  const page = await listPage(table, {
    partition: creditRequestsOfPartition(ref),
    item: creditRequestPointerItem,
    limit: PAGE,
    cursor,
  });
  if (!page.ok) throw new TypeError(page.error.code);
  const keys = page.value.items.map(({ id }) => creditRequestKey(ref.agency, id));
  const read = await readTogether(table, keys);
  for (const key of keys) {
    const stored = read(key);
    const request = decodeListed(creditRequestItem, stored, 'thrown');
    if (!request) continue;
    await eraseProofs({ table, bucket }, request);
    if (!hasTexts(request)) continue;
    const isWritten = await putGuarded(table, creditRequestWrite(withoutTexts(request)), stored);
    // Nobody decides it any more. Should something change it all the same, it is read again.
    if (!isWritten) return await eraseRequestsPage({ table, bucket }, ref, cursor);
  }
  return page.value.cursor;
};

const hasTexts = ({ reason, decisions }: CreditRequest): boolean =>
  reason !== undefined || decisions.some(({ note }) => note !== undefined);

const withoutTexts = ({ reason: _, decisions, ...request }: CreditRequest): CreditRequest => ({
  ...request,
  decisions: decisions.map(({ note: _note, ...decision }) => decision),
});

const eraseProofs = async (
  { table, bucket }: { table: Table; bucket: Bucket },
  { agency, id, uploads, proofs }: CreditRequest,
): Promise<void> => {
  for (let place = 1; place <= uploads; place += 1)
    await deleteObject(bucket, { folder: 'proofs', agency, name: proofName(id, uploadIdOf(place)) });
  if (proofs === 0) return;
  const partition = proofsPartition(agency, id);
  await rewritePage(table, { partition, schema: proofItem }, (proof) => {
    const { note: _note, links: _links, uploadId: _uploadId, ...left } = proof;
    return proof.inputHash === ERASED ? proof : { ...left, inputHash: ERASED };
  });
};
