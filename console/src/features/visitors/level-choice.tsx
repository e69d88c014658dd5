import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Checkbox } from '../../ui/fields.js';

interface LevelsProps {
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

export const useVisitorLevels = () =>
  useQuery({
    queryKey: ['levels', 'visitors'],
    queryFn: ({ signal }) => call('GET /visitor-levels', { query: { limit: 1000, sort: 'name' }, signal }),
  }).data?.items ?? [];

/** What the visitor opens. */
export function LevelChoice({ chosen, onChoose }: LevelsProps) {
  const t = useT();
  const levels = useVisitorLevels();
  const tick = (id: string, isTicked: boolean) =>
    onChoose(isTicked ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <fieldset className="visitor-levels">
      <legend>{t('visitors.levels')}</legend>
      {levels.map(({ id, name }) => (
        <Checkbox key={id} isSelected={chosen.includes(id)} onChange={(isTicked) => tick(id, isTicked)}>
          <bdi>{name}</bdi>
        </Checkbox>
      ))}
      {chosen.length === 0 && (
        <p className="visitor-warning">{t(levels.length === 0 ? 'visitors.noLevels' : 'visitors.noLevelChosen')}</p>
      )}
    </fieldset>
  );
}
