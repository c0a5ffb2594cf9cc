/** The path of the platform's native part inside the program: the build says which it is. */
declare module 'keyring.node' {
  const path: string;
  export default path;
}
