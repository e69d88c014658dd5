import type { ReactNode } from 'react';
import type { TextKey } from '../../i18n/keys.js';
import { useT } from '../../i18n/t.js';
import { SidePanel } from '../../ui/side-panel.js';
import { ArriveExpected, ArriveUnexpected } from './arrive.js';
import { Block, BlockedContent } from './block.js';
import { Reserve } from './reserve.js';
import { ReservationContent, VisitContent } from './visit-panel.js';

interface Acts {
  readonly id: string;
  readonly show: (open: string, tab?: 'expected' | 'in' | 'blocked') => void;
  readonly close: () => void;
}

interface Content {
  readonly title: TextKey;
  readonly content: (acts: Acts) => ReactNode;
}

/** By the first word of `open` in the address. */
const contents: Readonly<Record<string, Content>> = {
  new: {
    title: 'visitors.new',
    content: ({ show }) => <Reserve onMade={(id) => show(`expected.${id}`, 'expected')} />,
  },
  arrive: {
    title: 'visitors.checkIn',
    content: ({ id, show }) => {
      const onArrived = (visit: string) => show(`visit.${visit}`, 'in');
      return id === '' ? <ArriveUnexpected onArrived={onArrived} /> : <ArriveExpected id={id} onArrived={onArrived} />;
    },
  },
  expected: {
    title: 'visitors.reservation',
    content: ({ id, show, close }) => (
      <ReservationContent id={id} onArrive={() => show(`arrive.${id}`)} onGone={close} />
    ),
  },
  visit: { title: 'visitors.visit', content: ({ id }) => <VisitContent id={id} /> },
  block: { title: 'visitors.block', content: ({ close }) => <Block onMade={close} /> },
  blocked: { title: 'visitors.tab-blocked', content: ({ id, close }) => <BlockedContent id={id} onGone={close} /> },
};

interface PanelProps extends Omit<Acts, 'id'> {
  readonly open: string | undefined;
}

export function VisitorPanel({ open = '', show, close }: PanelProps) {
  const t = useT();
  const [kind = '', id = ''] = open.split('.');
  const found = contents[kind];
  if (!found) return null;
  return (
    <SidePanel key={open} title={t(found.title)} onClose={close}>
      {found.content({ id, show, close })}
    </SidePanel>
  );
}
