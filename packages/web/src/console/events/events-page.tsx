import { Page } from '../../frame/page.tsx';
import { t } from '../texts.ts';

export const EventsPage = () => <Page title={t.value.events.title}>{null}</Page>;
