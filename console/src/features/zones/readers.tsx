import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Checkbox } from '../../ui/fields.js';

const most = 1000;

export const useReaders = () =>
  useQuery({
    queryKey: ['readers', 'choices'],
    queryFn: ({ signal }) => call('GET /readers', { query: { limit: most }, signal }),
  });

interface ReadersProps {
  readonly title: string;
  readonly chosen: readonly string[];
  readonly isReadOnly: boolean;
  readonly onChoose: (ids: readonly string[]) => void;
}

/** Which readers lead somewhere. */
export function Readers({ title, chosen, isReadOnly, onChoose }: ReadersProps) {
  const t = useT();
  const { data } = useReaders();
  const readers = data?.items ?? [];
  const tick = (id: string, isTicked: boolean) =>
    onChoose(isTicked ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <fieldset className="zone-readers">
      <legend>{title}</legend>
      {readers.map(({ id, name }) => (
        <Checkbox
          key={id}
          isSelected={chosen.includes(id)}
          isDisabled={isReadOnly}
          onChange={(isTicked) => tick(id, isTicked)}
        >
          <bdi>{name}</bdi>
        </Checkbox>
      ))}
      {readers.length === 0 && <p className="muted">{t('zones.noReader')}</p>}
    </fieldset>
  );
}
