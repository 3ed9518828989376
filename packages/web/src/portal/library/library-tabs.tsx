import { t } from '../texts.ts';
import { Tabs } from './tabs.tsx';

export const LibraryTabs = () => (
  <Tabs
    label={t.value.library.title}
    pages={[
      ['/library', t.value.library.owned],
      ['/library/purchases', t.value.purchases.title],
      ['/library/downloads', t.value.downloads.title],
    ]}
  />
);
