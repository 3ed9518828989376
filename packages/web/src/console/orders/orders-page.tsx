import { Page } from '../../frame/page.tsx';
import { t } from '../texts.ts';

export const OrdersPage = () => <Page title={t.value.orders.title}>{null}</Page>;
