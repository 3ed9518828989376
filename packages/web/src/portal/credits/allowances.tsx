import { listOwnAllowances } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { OwnAllowances } from '../../allowances/own-allowances.tsx';
import { allowanceTexts } from '../../allowances/texts.ts';
import { Card } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { useThings } from '../things.ts';
import { client } from '../client.ts';

/** The credits that come by themselves; nothing where none do. */
export const Allowances = () => {
  const own = useQuery({
    queryKey: ['allowances'],
    queryFn: ({ signal }) => valueOf(client.call(listOwnAllowances, {}, { signal })),
  });
  const items = own.data?.items ?? [];
  const things = useThings(items.some(({ onlyFor }) => onlyFor !== undefined));
  if (!own.error && items.length === 0) return null;
  const t = allowanceTexts();
  return (
    <Card title={t.title}>
      <Answer of={own} what={t.what} skeleton={null}>
        {() => <OwnAllowances items={items} things={things} />}
      </Answer>
    </Card>
  );
};
