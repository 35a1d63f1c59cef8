Standard input from its last byte to its first: the tape grows with it
>,[>,]<[.<]
