"""round() of floats, hexadecimal texts, and what float() reads."""

def show(f, *a):
    try: print(repr(f(*a)))
    except Exception as e: print(type(e).__name__, e)
for v in [2.5,3.5,-2.5,2.675,1.005,1234.5678,-0.5,1e300,0.0,-0.0,1e22,5e-324,0.15,25.0,35.0,15.0,1.5e308,-1.7e308]:
    for n in [0,1,2,5,-1,-2,-3,20,400,-400,-308,-307]:
        show(round, v, n)
for v in [0.0,-0.0,1.0,-1.5,0.1,5e-324,1e300,float("inf"),float("-inf"),float("nan"),2.2250738585072014e-308,1.7976931348623157e308]:
    print(v.hex()); show(float.fromhex, v.hex())
for s in ["0x1p4","1.8","0x.8","-0x1.8p1","0x1p1024","0x1p-1075","0x1.8p-1075","0x","1p","p1","  0x1  ","inf","-Infinity","nan","+nan","0x1.fffffffffffff7p0","0x1.fffffffffffff8p0","0x1.00000000000008p0","0x1.000000000000080001p0","zz","","0x1..2","0x1p99999999999999999999","0x0p99999999999999999999","1e5","abc.defp-2"]:
    show(float.fromhex, s)
for s in ["1","1.5"," 1.5 ","1e5","inf","-inf","nan","infinity","+1","1_000","1__0","_1","1_","1_.5","1._5","1e1_0","","abc","1.5.5","0x10","1e","1e400","1e-400",".5","5.","."," ","1 2","١","infinit","1\x00","Nan","INF","1_e5"]:
    show(float, s)
