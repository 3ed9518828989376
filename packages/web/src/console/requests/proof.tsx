import { useSignal } from '@preact/signals';
import type { AgencyCreditRequestDetail, AgencyProof } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { useEffect } from 'preact/hooks';
import { Icon } from '../../design/icon.tsx';
import { Notice, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { number } from '../../language/format.ts';
import { t } from '../texts.ts';

type Shown = { kind: 'picture' | 'pdf' | 'unknown'; address: string };

/** How files of the accepted types begin. What a file calls itself counts for nothing. */
const BEGINNINGS = [
  { kind: 'picture', type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'picture', type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'pdf', type: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
] as const;

/**
 * Reads a proof and gives it the type that its content has. So a browser only ever draws it: what is no picture and no PDF
 * is not shown at all.
 */
const readProof = async (url: string, signal: AbortSignal): Promise<Shown> => {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new TypeError(`The file answered ${response.status}`);
  const content = await response.arrayBuffer();
  const head = new Uint8Array(content.slice(0, 4));
  const found = BEGINNINGS.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  const address = URL.createObjectURL(
    new Blob([content], { type: found?.type ?? 'application/octet-stream' }),
  );
  return { kind: found?.kind ?? 'unknown', address };
};

const File = ({ proof, url, reference }: { proof: AgencyProof; url: string; reference: string }) => {
  const file = useQuery({
    queryKey: ['proof', proof.id],
    queryFn: ({ signal }) => readProof(url, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
  const address = file.data?.address;
  useEffect(
    () => () => {
      if (address !== undefined) URL.revokeObjectURL(address);
    },
    [address],
  );
  return (
    <Answer of={file} what={t.value.requests.whatProof}>
      {({ kind, address: shown }) => {
        if (kind === 'unknown') return <Notice tone="low">{t.value.requests.unreadable}</Notice>;
        return kind === 'pdf' ? (
          <iframe class="proof-file" src={shown} title={t.value.requests.proofPdf} />
        ) : (
          <img class="proof-file" src={shown} alt={t.value.requests.proofPicture(reference)} />
        );
      }}
    </Answer>
  );
};

const SAFE_LINK = /^https?:\/\//;

const Body = ({ proof, reference }: { proof: AgencyProof; reference: string }) => (
  <>
    {proof.url !== undefined && <File proof={proof} url={proof.url} reference={reference} />}
    {(proof.links ?? [])
      .filter((link) => SAFE_LINK.test(link))
      .map((link) => (
        <p key={link} class="anywhere">
          <a href={link} target="_blank" rel="noopener noreferrer nofollow">
            {link}
          </a>
        </p>
      ))}
    {proof.url === undefined && proof.note !== undefined && <p class="pre anywhere">{proof.note}</p>}
  </>
);

/** The proofs of a request, one at a time, beside what they are compared with. */
export const ProofViewer = ({
  request: { proofs, reference },
  index,
  move,
}: {
  request: AgencyCreditRequestDetail;
  index: number;
  move: (by: number) => void;
}) => {
  const proof = proofs[index];
  const isZoomed = useSignal(false);
  if (!proof)
    return (
      <section class="card">
        <State icon="file" title={t.value.requests.noProof}>
          {t.value.requests.noProofHelp}
        </State>
      </section>
    );
  return (
    <section class="card" aria-label={t.value.requests.proof}>
      <header class="proof-head">
        <span class="small anywhere grow">
          {(proof.url === undefined ? undefined : proof.note) ?? t.value.requests.proof}{' '}
          <span class="muted">
            <When at={proof.at} withTime />
          </span>
        </span>
        <span class="row">
          <span class="small muted">
            {t.value.requests.proofOf(number(index + 1), number(proofs.length))}
          </span>
          {proofs.length > 1 && (
            <>
              <button
                type="button"
                class="button icon-only"
                aria-label={t.value.requests.previous}
                onClick={() => move(-1)}
              >
                <Icon name="back" />
              </button>
              <button
                type="button"
                class="button icon-only"
                aria-label={t.value.requests.next}
                onClick={() => move(1)}
              >
                <Icon name="next" />
              </button>
            </>
          )}
          {proof.url !== undefined && (
            <a class="button icon-only" href={proof.url} download aria-label={t.value.requests.download}>
              <Icon name="download" />
            </a>
          )}
        </span>
      </header>
      <div
        class={`proof-body ${isZoomed.value ? 'zoomed' : ''}`}
        onClick={() => (isZoomed.value = !isZoomed.value)}
      >
        <Body key={proof.id} proof={proof} reference={reference} />
      </div>
    </section>
  );
};
