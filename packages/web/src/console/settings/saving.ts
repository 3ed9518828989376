import { putSettings, type Result, type Settings, type SettingsInput } from '@scrip/client';
import { toast } from '../../design/toast.tsx';
import { queryClient } from '../../data/query.ts';
import { client } from '../client.ts';
import { problemIn } from '../form/problem.ts';
import { t } from '../texts.ts';
import { formOf } from './form.ts';
import { inputOf } from './input.ts';

/** Settings with the ETag under which they were read; null where the agency has none yet. */
export type ReadSettings = { settings: Settings; etag: string | null };

/** Replaces the settings, if they still are those of the ETag. */
export const replaceSettings = async (
  body: SettingsInput,
  etag: string | null,
): Promise<Result<ReadSettings, { code: string }>> => {
  const headers = etag === null ? { 'if-none-match': '*' } : { 'if-match': etag };
  const answer = await client.call(putSettings, { headers, body });
  if (!answer.ok) return answer;
  const value = { settings: answer.value, etag: answer.headers.get('etag') };
  return { ...answer, value, orThrow: () => value };
};

/** The whole console reads these from now on. */
export const keepSettings = (read: ReadSettings): void => {
  queryClient.setQueryData(['settings'], read);
};

/** Says that changes are saved, and offers to put back what was before. */
export const offerUndo = (before: Settings, saved: ReadSettings): void => {
  const undo = async (): Promise<void> => {
    const undone = await replaceSettings(inputOf(formOf(before)).input, saved.etag);
    if (undone.ok) keepSettings(undone.value);
    toast(undone.ok ? t.value.form.undone : t.value.settings.undoFailed(problemIn(undone.failure)));
  };
  toast(t.value.form.saved, { label: t.value.form.undo, run: () => void undo() });
};
