import { useQuery } from '@tanstack/preact-query';
import type { Result } from '@scrip/client';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient, valueOf } from '../../data/query.ts';
import { problemIn } from '../form/problem.ts';
import { t } from '../texts.ts';
import type { Kind } from './kinds.ts';

/** The ID in the address of a thing that does not exist yet. No real ID begins with this character. */
export const NEW = '~new';

type Stored<Thing> = { thing: Thing; etag: string };

const etagOf = (answer: Result<unknown, unknown>): string =>
  answer.ok ? (answer.headers.get('etag') ?? '') : '';

const lookAgain = async (kind: string): Promise<void> => {
  await queryClient.invalidateQueries({ queryKey: [`agency-${kind}`] });
  await queryClient.invalidateQueries({ queryKey: ['thing', kind] });
};

/**
 * A thing of the catalogue, how it is saved and deleted. What was saved or deleted can be undone from the message.
 * @param inputOf what is sent to store a thing as it was
 */
export const useThing = <Thing extends { name: string }, Input>(
  kind: Kind<Thing, Input>,
  id: string,
  inputOf: (thing: Thing) => Input,
) => {
  const stored = useQuery({
    queryKey: ['thing', kind.name, id],
    enabled: id !== NEW,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async ({ signal }): Promise<Stored<Thing>> => {
      const answer = await kind.get(id, signal);
      return { thing: await valueOf(Promise.resolve(answer)), etag: etagOf(answer) };
    },
  });
  const put = useDeed(
    (thingId: string, body: Input, etag: string | undefined) =>
      `put:${kind.name}:${thingId}:${etag}:${JSON.stringify(body)}`,
    async (
      _key,
      thingId: string,
      body: Input,
      etag: string | undefined,
    ): Promise<Result<Stored<Thing>, { code: string }>> => {
      const headers = etag === undefined ? { 'if-none-match': '*' } : { 'if-match': etag };
      const answer = await kind.put(thingId, headers, body);
      if (!answer.ok) return answer;
      const value = { thing: answer.value, etag: etagOf(answer) };
      return { ...answer, value, orThrow: () => value };
    },
    () => lookAgain(kind.name),
  );
  const remove = useDeed(
    (etag: string) => `delete:${kind.name}:${id}:${etag}`,
    async (_key, etag: string): Promise<Result<true, { code: string }>> => {
      const answer = await kind.remove(id, etag);
      return answer.ok ? { ...answer, value: true, orThrow: () => true } : answer;
    },
    () => lookAgain(kind.name),
  );
  /**
   * Puts back what was there before: as long as nobody else changed it meanwhile.
   * @param etag of what is to be replaced; undefined where it was deleted
   */
  const restore = async (thingId: string, before: Thing, etag: string | undefined): Promise<void> => {
    const headers = etag === undefined ? { 'if-none-match': '*' } : { 'if-match': etag };
    const answer = await kind.put(thingId, headers, inputOf(before));
    await lookAgain(kind.name);
    toast(answer.ok ? t.value.form.undone : problemIn(answer.failure));
  };
  return {
    stored,
    put,
    remove,
    /** @returns whether it was saved */
    save: async (thingId: string, body: Input, etag: string | undefined): Promise<boolean> => {
      const before = stored.data?.thing;
      const done = await put.run(thingId, body, etag);
      if (!done) return false;
      toast(
        t.value.form.saved,
        before && { label: t.value.form.undo, run: () => void restore(thingId, before, done.etag) },
      );
      return true;
    },
    /** @param seen what is shown of it @returns whether it was deleted */
    destroy: async ({ thing, etag }: Stored<Thing>): Promise<boolean> => {
      if (!(await remove.run(etag))) return false;
      toast(t.value.catalogue.deleted(thing.name), {
        label: t.value.form.undo,
        run: () => void restore(id, thing, undefined),
      });
      return true;
    },
  };
};
