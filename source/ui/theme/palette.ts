/** Colours to choose from. The first gives the profile its own back. */
export const palette: readonly { readonly name: string; readonly color: string | undefined }[] = [
  { name: 'as configured', color: undefined },
  { name: 'red', color: '#e5484d' },
  { name: 'orange', color: '#f2801d' },
  { name: 'amber', color: '#e0a612' },
  { name: 'green', color: '#3da35d' },
  { name: 'teal', color: '#17a398' },
  { name: 'blue', color: '#3b82f6' },
  { name: 'indigo', color: '#6e62e5' },
  { name: 'purple', color: '#a855c7' },
  { name: 'pink', color: '#e5579b' },
  { name: 'brown', color: '#a0703c' },
  { name: 'grey', color: '#7c818c' },
];
