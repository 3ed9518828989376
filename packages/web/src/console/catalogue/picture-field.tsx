import { createPictureUpload, deletePicture, type Picture, type Result, setPicture } from '@scrip/client';
import { useRef } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/parts.tsx';
import { ThingPicture } from '../../design/thing-picture.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { client } from '../client.ts';
import { otherFaults } from '../form/faults.ts';
import { t } from '../texts.ts';
import type { KindName } from './catalogue-page.tsx';

const TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;

const typeOf = (file: File) => TYPES.find((type) => type === file.type);

const lookAgain = async (kind: KindName): Promise<void> => {
  await queryClient.invalidateQueries({ queryKey: ['thing', kind] });
  await queryClient.invalidateQueries({ queryKey: [`agency-${kind}`] });
};

/** Uploads a file and shows it with a thing of the catalogue. */
const upload = async (
  kind: KindName,
  thingId: string,
  file: File,
): Promise<Result<Picture, { code: string }>> => {
  const contentType = typeOf(file) ?? 'image/png';
  const link = await client.call(createPictureUpload, { body: { contentType, bytes: file.size } });
  if (!link.ok) return link;
  const { url, headers, uploadId } = link.value;
  const stored = await fetch(url, {
    method: 'PUT',
    body: file,
    headers: { 'content-type': headers['content-type'], 'if-none-match': headers['if-none-match'] },
  });
  // Where the bucket refused it, the API says that there is no such upload.
  await stored.body?.cancel();
  return client.call(setPicture, { params: { kind, thingId }, body: { uploadId } });
};

/** What customers see with a package, product or service. Takes effect at once, apart from the form. */
export const PictureField = ({
  kind,
  thingId,
  picture,
}: {
  kind: KindName;
  thingId: string;
  picture: Picture | undefined;
}) => {
  const chooser = useRef<HTMLInputElement>(null);
  const set = useDeed(
    (file: File) => `picture:${kind}:${thingId}:${file.name}:${file.size}:${file.lastModified}`,
    (_key, file: File) => upload(kind, thingId, file),
    () => lookAgain(kind),
  );
  const remove = useDeed(
    () => `picture-remove:${kind}:${thingId}`,
    () => client.call(deletePicture, { params: { kind, thingId } }),
    () => lookAgain(kind),
  );
  const take = async (file: File | undefined): Promise<void> => {
    if (file) await set.run(file);
  };
  const failure = set.failure ?? remove.failure;
  return (
    <div class="stack tight">
      <span class="label">{t.value.catalogue.picture}</span>
      <ThingPicture picture={picture} />
      <input
        ref={chooser}
        type="file"
        class="sr"
        tabIndex={-1}
        aria-label={t.value.catalogue.choosePicture}
        accept={TYPES.join(',')}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0]).then(() => (currentTarget.value = ''));
        }}
      />
      <div class="actions">
        <Button small icon="upload" busy={set.busy} onClick={() => chooser.current?.click()}>
          {t.value.catalogue.choosePicture}
        </Button>
        {picture && (
          <Button small look="danger-text" busy={remove.busy} onClick={() => void remove.run()}>
            {t.value.catalogue.removePicture}
          </Button>
        )}
      </div>
      <p class="help">{t.value.catalogue.pictureHelp}</p>
      {failure && (
        <Notice tone="zero" live>
          {failure.code === 'not_found' ? t.value.catalogue.uploadFailed : otherFaults(failure, [])}
        </Notice>
      )}
    </div>
  );
};
