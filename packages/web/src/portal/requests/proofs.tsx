import { useSignal } from '@preact/signals';
import { addProof, type CreditRequestDetail } from '@scrip/client';
import { useRef } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { TextArea } from '../../design/field.tsx';
import { Icon } from '../../design/icon.tsx';
import { Card, Notice, Tag, When } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { fileSize } from '../../language/format.ts';
import { problemText } from '../../language/problem.ts';
import { client } from '../client.ts';
import { proofTexts } from './proof-texts.ts';
import { ACCEPTED, isProofType, MAX_PROOF_BYTES, uploadProof } from './upload.ts';

const lookAgain = (requestId: string): void => {
  void queryClient.invalidateQueries({ queryKey: ['credit-request', requestId] });
};

const faultOf = (file: File): string | undefined => {
  if (!isProofType(file.type)) return proofTexts().wrongType;
  return file.size > MAX_PROOF_BYTES ? proofTexts().tooLarge(fileSize(MAX_PROOF_BYTES)) : undefined;
};

const Upload = ({ requestId }: { requestId: string }) => {
  const chooser = useRef<HTMLInputElement>(null);
  const share = useSignal(0);
  const fault = useSignal<string | undefined>(undefined);
  const upload = useDeed(
    (file: File) => `proof:${requestId}:${file.name}:${file.size}:${file.lastModified}`,
    (idempotencyKey, file: File) =>
      uploadProof(requestId, file, idempotencyKey, (part) => (share.value = part)),
  );
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    fault.value = faultOf(file);
    if (fault.value !== undefined) return;
    share.value = 0;
    if (await upload.run(file)) {
      toast(proofTexts().received);
      lookAgain(requestId);
    }
  };
  const message = fault.value ?? (upload.failure && problemOrUpload(upload.failure));
  return (
    <div
      class="drop"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void take(event.dataTransfer?.files[0]);
      }}
    >
      <Icon name="upload" />
      <p class="small second">{proofTexts().drop}</p>
      <input
        ref={chooser}
        type="file"
        class="sr"
        tabIndex={-1}
        aria-label={proofTexts().choose}
        accept={ACCEPTED}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0]).then(() => (currentTarget.value = ''));
        }}
      />
      <Button busy={upload.busy} onClick={() => chooser.current?.click()}>
        {proofTexts().choose}
      </Button>
      {upload.busy && <progress value={share.value} aria-label={proofTexts().uploading} />}
      <p class="help">{proofTexts().types(fileSize(MAX_PROOF_BYTES))}</p>
      {message !== undefined && (
        <Notice tone="zero" live>
          {message}
        </Notice>
      )}
    </div>
  );
};

const problemOrUpload = (failure: { code: string; title?: string | undefined }): string =>
  failure.code === 'upload_failed' ? proofTexts().failed : problemText(failure);

const LINK = /https?:\/\/\S+/g;

/** For whoever pays in cryptocurrency: where the payment can be seen. */
const NoteForm = ({ requestId }: { requestId: string }) => {
  const text = useSignal('');
  const add = useDeed(
    (note: string) => `proof-note:${requestId}:${note}`,
    (idempotencyKey, note: string) => {
      const links = note.match(LINK) ?? [];
      return client.call(
        addProof,
        { params: { requestId }, body: { note, ...(links.length > 0 && { links: [...links] }) } },
        { idempotencyKey },
      );
    },
  );
  const send = async (): Promise<void> => {
    if (!(await add.run(text.value.trim()))) return;
    text.value = '';
    toast(proofTexts().received);
    lookAgain(requestId);
  };
  return (
    <form
      class="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.value.trim() !== '') void send();
      }}
    >
      <TextArea
        label={proofTexts().note}
        help={proofTexts().noteHelp}
        value={text.value}
        onInput={(value) => (text.value = value)}
        fault={add.failure && problemText(add.failure)}
        maxLength={1000}
        rows={3}
      />
      <div class="actions">
        <Button type="submit" busy={add.busy} disabled={text.value.trim() === ''}>
          {proofTexts().send}
        </Button>
      </div>
    </form>
  );
};

/** What shows that somebody paid. */
export const Proofs = ({ request: { id, proofs, status } }: { request: CreditRequestDetail }) => (
  <Card title={proofTexts().title} plain>
    <div class="body stack">
      {proofs.length > 0 && (
        <ul class="stack tight">
          {proofs.map((proof) => (
            <li key={proof.id} class="row between well">
              <span class="row">
                <Icon name={proof.uploadId === undefined ? 'note' : 'file'} />
                <span class="anywhere">
                  {proof.note ?? proofTexts().file}
                  <span class="block small muted">
                    <When at={proof.at} withTime />
                  </span>
                </span>
              </span>
              <Tag tone="in" icon="check">
                {proofTexts().receivedTag}
              </Tag>
            </li>
          ))}
        </ul>
      )}
      {status === 'pending' ? (
        <>
          <Upload requestId={id} />
          <NoteForm requestId={id} />
        </>
      ) : (
        proofs.length === 0 && <p class="second small">{proofTexts().none}</p>
      )}
    </div>
  </Card>
);
