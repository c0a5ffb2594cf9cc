import { Text } from 'ink';
import { memo, type ReactNode } from 'react';
import type { RoleSummary } from '../../profiles/profile.ts';
import type { highlights } from '../../profiles/search.ts';
import type { Columns } from '../columns.ts';
import { useTheme } from '../hooks/use-theme.ts';
import { timeLeft } from '../time.ts';
import { Marked } from './marked.tsx';

export type RowProps = {
  readonly role: RoleSummary;
  readonly columns: Columns;
  readonly color: string;
  readonly isFocused: boolean;
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
  /** Whole minutes a cached session has left; undefined where a new one is needed. */
  readonly minutes: number | undefined;
  readonly marks: ReturnType<typeof highlights> | undefined;
};

const minute = 60_000;
const soon = 10;

/** One role. In focus the colour bar grows into a badge under the name. */
export const Row = memo(function Row(props: RowProps): ReactNode {
  const { role, columns, isFocused, marks } = props;
  const theme = useTheme();
  const quiet = isFocused ? undefined : theme.muted;
  return (
    <Text wrap="truncate">
      <Text {...theme.accent}>{isFocused ? '❯ ' : '  '}</Text>
      <Name {...props} />
      {columns.profile > 0 && (
        <Cell
          text={role.displayName === role.name ? '' : role.name}
          cells={columns.profile}
          style={quiet}
          places={marks?.name}
        />
      )}
      {columns.account > 0 && (
        <Cell text={role.accountId ?? ''} cells={columns.account} style={quiet} places={marks?.accountId} />
      )}
      {columns.role > 0 && <Cell text={role.roleName} cells={columns.role} places={marks?.roleName} />}
      {columns.region > 0 && <Cell text={role.region ?? ''} cells={columns.region} style={quiet} />}
      {columns.state > 0 && <Standing {...props} />}
    </Text>
  );
});

function Name({ role, columns, color, isFocused, isFavourite, isHidden, marks }: RowProps): ReactNode {
  const theme = useTheme();
  const star = isFavourite ? '★ ' : isHidden ? '◌ ' : '  ';
  const places = role.displayName === role.name ? (marks?.displayName ?? marks?.name) : marks?.displayName;
  if (isFocused) {
    return (
      <Text {...theme.badge(color)}>
        {`  ${star}`}
        <Marked text={role.displayName} cells={columns.name + 1} places={places} />
      </Text>
    );
  }
  return (
    <>
      <Text {...theme.bar(color)}>{'▌ '}</Text>
      <Text {...(isFavourite ? theme.warn : theme.muted)}>{star}</Text>
      <Marked
        text={role.displayName}
        cells={columns.name + 1}
        style={isHidden ? theme.muted : undefined}
        places={places}
      />
    </>
  );
}

const Cell = ({ text, cells, style, places }: Parameters<typeof Marked>[0]): ReactNode => (
  <>
    {'  '}
    <Marked text={text} cells={cells} style={style} places={places} />
  </>
);

/** What switching will take: nothing, because a session is there, or a code. */
function Standing({ role, columns, minutes }: RowProps): ReactNode {
  const theme = useTheme();
  if (minutes === undefined) return <Cell text={role.mfa ? 'mfa' : ''} cells={columns.state} style={theme.muted} />;
  const style = minutes < soon ? theme.warn : theme.good;
  return <Cell text={timeLeft(minutes * minute)} cells={columns.state} style={style} />;
}
