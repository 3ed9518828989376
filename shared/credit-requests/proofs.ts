import { proofItem, type CreditRequest, type Proof } from '../table/items/credit-request.ts';
import { proofsPartition } from '../table/keys.ts';
import { listPage } from '../table/list.ts';
import type { Table } from '../table/table.ts';

/** How many proofs a request may have, and files for them: they all fit on one page. */
export const MAX_PROOFS = 10;

/** Uploads are counted from 1, so that the request knows which it gave out. */
export const uploadIdOf = (place: number): string => `upl_${place}`;

/** Whether the request gave out a link for this upload. */
export const gaveOut = ({ uploads }: CreditRequest, uploadId: string): boolean =>
  Array.from({ length: uploads }, (_, before) => uploadIdOf(before + 1)).includes(uploadId);

/** What an upload is called in its agency's part of the proofs. */
export const proofName = (requestId: string, uploadId: string): string => `${requestId}/${uploadId}`;

/** The proofs of a request, oldest first: one Query. */
export const proofsOf = async (
  table: Table,
  { agency, id }: Pick<CreditRequest, 'agency' | 'id'>,
): Promise<Proof[]> => {
  const page = await listPage(table, {
    partition: proofsPartition(agency, id),
    item: proofItem,
    limit: MAX_PROOFS,
  });
  return page.ok ? page.value.items.toSorted((a, b) => (a.at < b.at ? -1 : 1)) : [];
};
