import { useMemo } from 'preact/hooks';
import { Answer } from '../../data/answer.tsx';
import { failureOf } from '../../data/query.ts';
import { Page } from '../../frame/page.tsx';
import { useSettings } from '../client.ts';
import { t } from '../texts.ts';
import { Editor } from './editor.tsx';
import { firstSettings } from './form.ts';

/** All settings of the agency; its first ones where it has none yet. */
export const SettingsPage = () => {
  const settings = useSettings();
  const first = useMemo(() => ({ settings: firstSettings(`${location.origin}/`), etag: null }), []);
  const isNew = settings.error !== null && failureOf(settings.error).code === 'not_found';
  return (
    <Page title={t.value.settings.title}>
      {isNew ? (
        <Editor read={first} />
      ) : (
        <Answer of={settings} what={t.value.settings.what}>
          {(read) => <Editor read={read} />}
        </Answer>
      )}
    </Page>
  );
};
