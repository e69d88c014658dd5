import { PartialType } from '@nestjs/swagger';
import type { SavedView } from '../../platform/operator/saved-view.entity.js';
import { SearchQuery } from '../common/search-page.js';
import { Flag, OwnId, Shown, Text, Values } from '../common/fields.js';

const filters = {
  description: 'What stands in the address of the page, by name',
  schema: { type: 'object', additionalProperties: { type: 'string' } },
} as const;

export class SavedViewsQuery extends SearchQuery {
  @Text('Only of this page', { optional: true, max: 40 }) page?: string;
}

class Content {
  @Text('Page of the console', { min: 1, max: 40, example: 'events' }) page!: string;
  @Text('Name, one of its kind among those of the page', { min: 1, max: 100, example: 'Refused today' }) name!: string;
  @Values(filters.description, { example: { outcome: 'refused', period: 'today' }, schema: filters.schema })
  query!: Record<string, string>;
  @Flag('All may read it; left out = one sees it oneself', { optional: true }) shared?: boolean;
}

export class SavedViewPatch extends PartialType(Content, { skipNullProperties: false }) {}

export class SavedViewBody extends Content {
  @OwnId() id?: string;
}

export class SavedViewView {
  @Shown('Id') id!: string;
  @Shown('Page of the console') page!: string;
  @Shown('Name') name!: string;
  @Shown(filters.description, filters.schema) query!: Readonly<Record<string, string>>;
  @Shown('All may read it') shared!: boolean;
  @Shown("It is the caller's own, who alone changes it") own!: boolean;
  @Shown('When it was changed last') updatedAt!: string;
}

export const toSavedViewView = (view: SavedView, owner: string): SavedViewView => ({
  id: view.id,
  page: view.page,
  name: view.name,
  query: view.query,
  shared: view.shared,
  own: view.owner === owner,
  updatedAt: view.updatedAt.toISOString(),
});
