import { Text } from '../common/fields.js';

export class InsideQuery {
  @Text('Only of this zone; left out = of all', { optional: true }) zoneId?: string;
}
