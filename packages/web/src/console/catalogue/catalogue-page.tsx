import { Page } from '../../frame/page.tsx';
import { t } from '../texts.ts';

export const CataloguePage = () => <Page title={t.value.catalogue.title}>{null}</Page>;
