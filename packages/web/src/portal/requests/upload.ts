import { addProof, createUpload, type Proof, type Result, type UploadHeaders } from '@scrip/client';
import { isUnknownOutcome } from '../../data/outcome.ts';
import { readPersonal, writePersonal } from '../../session/personal.ts';
import { client } from '../client.ts';

const TYPES = ['image/png', 'image/jpeg', 'application/pdf'] as const;

type ProofType = (typeof TYPES)[number];

/** What a file chooser offers. */
export const ACCEPTED = TYPES.join(',');

/** The most that the API takes, in bytes. */
export const MAX_PROOF_BYTES = 10 * 1024 * 1024;

export const isProofType = (type: string): type is ProofType => TYPES.some((one) => one === type);

/** Puts a file where the link says. `fetch` tells nothing of how far an upload has come, so this is the older way. */
const put = (
  file: File,
  url: string,
  headers: UploadHeaders,
  progress: (share: number) => void,
): Promise<boolean> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    // The browser itself says how long the body is.
    request.setRequestHeader('content-type', headers['content-type']);
    request.setRequestHeader('if-none-match', headers['if-none-match']);
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      progress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener('loadend', () => resolve(request.status >= 200 && request.status < 300));
    request.send(file);
  });

type Failed = { code: 'upload_failed'; status: 0 };

const uploadedName = (idempotencyKey: string): string => `upload.${idempotencyKey}`;

/** Uploads a file. @returns the upload's ID */
const upload = async (
  requestId: string,
  file: File,
  contentType: ProofType,
  progress: (share: number) => void,
): Promise<Result<{ uploadId: string }, { code: string }>> => {
  const link = await client.call(createUpload, {
    params: { requestId },
    body: { contentType, bytes: file.size },
  });
  if (!link.ok) return link;
  const { url, headers } = link.value;
  return (await put(file, url, headers, progress)) ? link : uploadFailed;
};

/**
 * Uploads a file and adds it to a credit request as a proof. A key belongs to one upload: while it is unknown whether the
 * proof was added, the next try with the key adds the same upload.
 * @param progress gets the share that is uploaded, from 0 to 1
 */
export const uploadProof = async (
  requestId: string,
  file: File & { type: string },
  idempotencyKey: string,
  progress: (share: number) => void,
): Promise<Result<Proof, { code: string }>> => {
  const { type: contentType } = file;
  if (!isProofType(contentType)) return uploadFailed;
  const name = uploadedName(idempotencyKey);
  let uploadId = readPersonal(name);
  if (uploadId === undefined) {
    const uploaded = await upload(requestId, file, contentType, progress);
    if (!uploaded.ok) return uploaded;
    ({ uploadId } = uploaded.value);
    writePersonal(name, uploadId);
  }
  const added = await client.call(
    addProof,
    { params: { requestId }, body: { uploadId, note: file.name.slice(0, 200) } },
    { idempotencyKey },
  );
  if (added.ok || !isUnknownOutcome(added.failure.code)) writePersonal(name, undefined);
  return added;
};

const uploadFailed: Result<never, Failed> = {
  ok: false,
  failure: { code: 'upload_failed', status: 0 },
  orThrow: () => {
    throw new TypeError('The upload failed');
  },
};
