import { Tabs } from '../library/tabs.tsx';
import { t } from '../texts.ts';

export const ServicesTabs = () => (
  <Tabs
    label={t.value.services.title}
    pages={[
      ['/services', t.value.services.offered],
      ['/orders', t.value.orders.title],
    ]}
  />
);
