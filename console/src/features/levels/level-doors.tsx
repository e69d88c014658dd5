import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ItemOf } from '../../api/call.js';
import { useAreaNames } from '../../api/choices.js';
import { useMay } from '../../api/session.js';
import { wholeList } from '../../api/whole-list.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Checkbox, TextField } from '../../ui/fields.js';
import { PageLink } from '../../ui/page-hooks.js';

type Door = ItemOf<'GET /doors'>;

/** More than these are looked for by typing. */
const few = 8;

interface LevelDoorsProps {
  readonly chosen: ReadonlySet<string>;
  readonly isReadOnly: boolean;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** Those of one device stand together. */
function byDevice(doors: readonly Door[]): Map<string, Door[]> {
  const groups = new Map<string, Door[]>();
  for (const door of doors) {
    const group = groups.get(door.sn);
    if (group) group.push(door);
    else groups.set(door.sn, [door]);
  }
  return groups;
}

function None({ hasDoors }: { readonly hasDoors: boolean }) {
  const t = useT();
  const may = useMay();
  return (
    <>
      <p className="muted">{t(hasDoors ? 'ui.nothingFound' : 'levels.noDoor')}</p>
      {!hasDoors && may('device.read') && <PageLink to="/devices">{t('doors.toDevices')}</PageLink>}
    </>
  );
}

/** The doors of a level: one by one, or all that are found by the name of a door, a device or an area. */
export function LevelDoors({ chosen, isReadOnly, onChoose }: LevelDoorsProps) {
  const t = useT();
  const areas = useAreaNames();
  const { data } = useQuery({
    queryKey: ['doors', 'choices'],
    queryFn: ({ signal }) => wholeList('GET /doors', { sort: 'name' }, signal),
  });
  const [q, setQ] = useState('');
  const doors = data?.items ?? [];
  const isFound = ({ name, sn, deviceName, areaCode }: Door) =>
    [name, sn, deviceName, areas.get(areaCode) ?? areaCode].some((text) =>
      text.toLowerCase().includes(q.trim().toLowerCase()),
    );
  const shown = doors.filter(isFound);
  const tick = (some: readonly Door[], isTicked: boolean) => {
    const next = new Set(chosen);
    for (const { id } of some) {
      if (isTicked) next.add(id);
      else next.delete(id);
    }
    onChoose(next);
  };
  const groups = byDevice(shown);
  return (
    <fieldset className="level-doors">
      <legend>{t('levels.doorsChosen', { count: chosen.size })}</legend>
      {doors.length > few && <TextField label={t('ui.find')} value={q} onChange={setQ} />}
      {doors.length > few && !isReadOnly && (
        <div className="row">
          <Button onPress={() => tick(shown, true)}>{t('levels.allShown')}</Button>
          <Button onPress={() => tick(shown, false)}>{t('levels.noneShown')}</Button>
        </div>
      )}
      <div className="level-door-list">
        {[...groups].map(([sn, ofDevice]) => (
          <div key={sn} className="level-door-group" role="group" aria-label={ofDevice[0]?.deviceName ?? sn}>
            {groups.size > 1 && <bdi className="muted small">{ofDevice[0]?.deviceName ?? sn}</bdi>}
            {ofDevice.map((door) => (
              <Checkbox
                key={door.id}
                isSelected={chosen.has(door.id)}
                isDisabled={isReadOnly}
                onChange={(isTicked) => tick([door], isTicked)}
              >
                <bdi>{door.name}</bdi>
              </Checkbox>
            ))}
          </div>
        ))}
        {data && shown.length === 0 && <None hasDoors={doors.length > 0} />}
      </div>
    </fieldset>
  );
}
