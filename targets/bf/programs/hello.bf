Prints a greeting

Eight times nine and so on: the cells from the second one on become 72 104 112 32
++++++++
[ > +++++++++ > +++++++++++++ > ++++++++++++++ > ++++ < < < < - ]
> .                         H is 72
> --- .                     e is 101
> ---- . .                  l is 108
+++ .                       o is 111
> ++++++++++++ .            comma is 44
------------ .              space is 32
< < < +++++++++++++++ .     W is 87
> > .                       o
+++ .                       r
------ .                    l
< - .                       d
> > + .                     exclamation mark
[-] ++++++++++ .            line feed
